"""Checks of the CSV files."""
