"""Reminders while the window runs: the loop, the pop-up, the tray."""
