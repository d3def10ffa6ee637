"""The window: pages, dialogs and painted rows over the book."""
