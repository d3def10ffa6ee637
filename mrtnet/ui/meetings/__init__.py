"""Meetings in the window: the planner and its parts, what a meeting is called, handing it to the calendar."""
