"""The checks of a package, and how their problems are told."""
