"""What lists of rows are filtered and ordered by, and tables that are browsed whole."""
