"""The files to download: each table and the whole package, in every format."""
