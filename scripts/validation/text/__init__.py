"""Checks of the text of cells and of the descriptor."""
