"""Dialogs: small questions that are answered by keyboard alone, and what the window offers through them."""
