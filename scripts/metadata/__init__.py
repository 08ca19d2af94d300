"""The files that programs read: API, catalogues, feeds, calendars, changelog, sitemap."""
