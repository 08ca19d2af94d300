"""What is asked of the machine: git, npm, a browser, files kept between builds, processes."""
