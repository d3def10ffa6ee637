"""The grid of people met at an event: many cards at once, typed or pasted like a spreadsheet."""
