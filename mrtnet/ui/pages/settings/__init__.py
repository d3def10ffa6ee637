"""Settings: about her (rows of the book, undoable), about this machine, and the data itself."""
