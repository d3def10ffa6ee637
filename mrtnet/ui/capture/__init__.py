"""Quick capture: the small window in which people are logged, one card after the other."""
