"""Numbered steps from each past schema to the next."""
