"""The part that reminds while the window is closed."""
