"""Reports as tables and files: what the board shows, and what is downloaded (S6)."""
