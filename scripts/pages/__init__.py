"""Pages in HTML: prose, templates, a page for each row, search."""
