"""What a page is known by outside the site: its title and image in a message, its icon, its code on paper."""
