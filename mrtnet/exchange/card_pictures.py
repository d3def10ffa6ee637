"""Pictures of business cards: which files are pictures that may be opened, told by their first bytes."""
