"""The command palette: people, events, lists and commands from one field."""
