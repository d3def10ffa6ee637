"""Bytes into forms, rows into bytes: calendars, cards and tables of other programs."""
