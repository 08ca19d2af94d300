"""Checks of `datapackage.json`."""
