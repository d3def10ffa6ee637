"""Openings and the ways to an employer: what their pages, dialogs and rows are made of."""
