"""Tests of reminders: who shows what, once."""
