"""Importing people in four steps: files, columns, duplicates, preview. Nothing is written before the last one."""
