"""The Playbooks page and its dialogs: steps, rules, templates, questions; starting and moving one, and why a step."""
