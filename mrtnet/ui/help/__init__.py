"""Help: the keys of the page that is shown, a short guide, and what the program is."""
