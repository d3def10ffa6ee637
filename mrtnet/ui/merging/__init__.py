"""People who are one: their cards side by side, the doubles of the book, and whom to merge with."""
