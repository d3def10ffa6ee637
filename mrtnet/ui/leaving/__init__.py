"""Leaving with her people: files for other programs, lists and cards on paper, and all about one person."""
