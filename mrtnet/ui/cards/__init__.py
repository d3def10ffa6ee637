"""Business cards: photos of them become people, and her own is shown to other phones."""
