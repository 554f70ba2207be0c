"""The screen: one script, one file a board, everything visual in `pages.ui`."""
