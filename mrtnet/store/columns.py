"""The kinds of columns that the tables are made of: keys, ids, references, wall times and instants."""

import secrets
from datetime import datetime, time
from typing import Any

from sqlalchemy import String, TypeDecorator
from sqlmodel import Field


def new_uid() -> str:
    """A random id that never changes and means nothing (RFC 5545 UID, RFC 6350 UID)."""
    return secrets.token_hex(16)


class WallTime(TypeDecorator[time]):
    """A time of day stored as HH:MM."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: time | None, _dialect: Any) -> str | None:
        return f"{value:%H:%M}" if value is not None else None

    def process_result_value(self, value: str | None, _dialect: Any) -> time | None:
        return time.fromisoformat(value) if value is not None else None


class Instant(TypeDecorator[datetime]):
    """An instant stored as ISO 8601 in UTC, to the second."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Any) -> str | None:
        return f"{value:%Y-%m-%dT%H:%M:%SZ}" if value is not None else None

    def process_result_value(self, value: str | None, _dialect: Any) -> datetime | None:
        return datetime.fromisoformat(value) if value is not None else None


def own_key() -> Any:
    return Field(default=None, primary_key=True)


def own_uid() -> Any:
    return Field(default_factory=new_uid, unique=True)


def wall_time() -> Any:
    return Field(default=None, sa_type=WallTime)


def instant() -> Any:
    return Field(sa_type=Instant)


def refers_to(table: str, *, cascade: bool = False) -> Any:
    if cascade:
        return Field(foreign_key=f"{table}.id", ondelete="CASCADE")
    return Field(default=None, foreign_key=f"{table}.id", ondelete="SET NULL")


def belongs_to(table: str) -> Any:
    return Field(default=None, foreign_key=f"{table}.id", ondelete="CASCADE")
