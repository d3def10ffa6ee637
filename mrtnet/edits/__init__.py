"""Functions that change the book; each is one step that can be undone."""
