"""mrtnet keeps the people a health information professional meets, and says whom to write to today."""

__version__ = "0.1.0"
