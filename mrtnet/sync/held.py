"""What one run fetched from a server, by address: in memory while it is little, else in a nameless file."""

from collections.abc import Callable, Sequence
from tempfile import SpooledTemporaryFile
from typing import NamedTuple, overload

from mrtnet.sync.sides import RemoteChange

IN_MEMORY = 16_000_000  # bytes


class Held:
    """ETag and content by address. The file, where one is needed, has no name and is gone with the run."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (closed by `close`)
        self._where: dict[str, tuple[str, int, int]] = {}
        self._end = 0

    def close(self) -> None:
        """Forget everything."""
        self._where.clear()
        self._file.close()

    def __contains__(self, href: str) -> bool:
        return href in self._where

    def __getitem__(self, href: str) -> tuple[str, bytes]:
        etag, start, length = self._where[href]
        self._file.seek(start)
        return etag, self._file.read(length)

    def __setitem__(self, href: str, answer: tuple[str, bytes]) -> None:
        etag, content = answer
        self._file.seek(self._end)
        self._file.write(content)
        self._where[href] = (etag, self._end, len(content))
        self._end += len(content)

    def get(self, href: str) -> tuple[str, bytes] | None:
        """ETag and content, None for what was not fetched."""
        return self[href] if href in self._where else None


class Coming(NamedTuple):
    """A change whose content is read when it is asked for."""

    change: RemoteChange
    content: Callable[[], bytes | None]


class Changes(Sequence[RemoteChange]):
    """Changes in order; of their contents one is in memory at a time."""

    def __init__(self, coming: Sequence[Coming]) -> None:
        self._coming = coming

    def __len__(self) -> int:
        return len(self._coming)

    @overload
    def __getitem__(self, at: int) -> RemoteChange: ...
    @overload
    def __getitem__(self, at: slice) -> "Changes": ...
    def __getitem__(self, at: int | slice) -> "RemoteChange | Changes":
        if isinstance(at, slice):
            return Changes(self._coming[at])
        coming = self._coming[at]
        return coming.change._replace(content=coming.content())
