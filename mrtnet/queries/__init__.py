"""Functions that read the book and return ids or plain rows."""
