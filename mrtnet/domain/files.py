"""What may be kept with a person or an event as a file: which kinds, told by their bytes, and how large."""

from pathlib import PurePath
from typing import NamedTuple

from mrtnet.trouble import Trouble
from mrtnet.words import _

LARGEST = 20 * 1024 * 1024  # bytes
LONGEST_NAME = 200
SUFFIXES = {
    "image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp", "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.oasis.opendocument.text": ".odt", "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.presentation": ".odp", "text/plain": ".txt",
}  # fmt: skip
"""The kinds that are kept, with the ending a copy gets whatever the file was called: none of them is a program."""
_OFFICE = {suffix: media_type for media_type, suffix in SUFFIXES.items() if "office" in media_type
           or "opendocument" in media_type}  # fmt: skip


class KeptFile(NamedTuple):
    """A file as it is kept: its name, its kind (IANA media type) and all of its bytes."""

    name: str
    media_type: str
    data: bytes


def picture_format(first: bytes) -> str:
    """png, jpeg, gif or webp by the first bytes (16 are enough); "" for anything else, whatever its file is called."""
    if first.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if first.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if first.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    return "webp" if first[:4] == b"RIFF" and first[8:12] == b"WEBP" else ""


def media_type_of(name: str, data: bytes) -> str:
    """The kind of these bytes; "" if it is none that is kept."""
    if picture := picture_format(data[:16]):
        return f"image/{picture}"
    if data.startswith(b"%PDF-"):
        return "application/pdf"
    if data.startswith(b"PK\x03\x04"):
        return _OFFICE.get(PurePath(name).suffix.lower(), "")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return "text/plain" if text.strip() and not any(letter in text for letter in "\0\x01\x02\x03\x1b") else ""


def kept_file(name: str, data: bytes) -> KeptFile:
    """The file as it is kept. Raises Trouble with what is wrong in one sentence."""
    shown = name[:LONGEST_NAME]
    if len(data) > LARGEST:
        raise Trouble(_("“{name}” is larger than 20 MB. Keep it in a folder and note where.").format(name=shown))
    media_type = media_type_of(name, data)
    if not media_type:
        raise Trouble(
            _("“{name}” cannot be kept: only pictures, PDF, text and office documents can.").format(name=shown)
        )
    return KeptFile(shown, media_type, data)


def safe_name(name: str, media_type: str) -> str:
    """What a copy of the file is called: no folders, no hidden file, the ending of its kind."""
    stem = "".join(letter if letter.isalnum() or letter in " ._-()" else "_" for letter in PurePath(name).stem)
    return (stem.strip(" .")[:80] or "file") + SUFFIXES.get(media_type, ".txt")
