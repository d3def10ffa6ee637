"""In which order the plays of one person merge (domain.md 4). Light: the first paint needs it."""

_PRIORITY = {
    "thank-you": 0,
    "first-touch": 0,
    "promise": 1,
    "report-back": 2,
    "nudge": 4,
    "reply-check": 4,
    "linkedin": 5,
    "resource": 5,
    "update": 5,
    "check-in": 5,
    "decide": 5,
    "capture": 5,
    "log-ceus": 5,
    "other": 5,
}


def priority(kind: str) -> int:
    """Which prompt of one person stays open, lower first: thank, promise, report back, request, nudge, rhythm."""
    return _PRIORITY.get(kind, 3)
