"""Files sent in either direction, and how large a picture is."""

import struct
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha1
from pathlib import PurePath
from typing import Any

from sandbox.counting import Numbers
from sandbox.errors import JSON, bad

PREFIXES = {"photo": "AgACAgUAAxkBAAI", "document": "BQACAgUAAxkBAAI", "voice": "AwACAgUAAxkBAAI"}
FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice"}
SMALL = 320
PATH_KEPT = timedelta(hours=1)
DOWNLOAD_LIMIT = 20 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
MOST_SIDES, MOST_RATIO = 10_000, 20
"""Width and height together, and how much longer one may be."""
UPLOAD_LIMIT = 50 * 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file as it arrives."""

    name: str
    content: bytes
    content_type: str = "application/octet-stream"

    @property
    def size(self) -> int:
        """Count the bytes."""
        return len(self.content)


@dataclass(frozen=True, kw_only=True)
class Stored:
    """A file as it is kept."""

    id: str
    unique_id: str
    kind: str
    path: str
    upload: Upload

    def named(self) -> JSON:
        """Give the fields every kind of file has."""
        ids = {"file_id": self.id, "file_unique_id": self.unique_id}
        return ids | {"file_size": self.upload.size}


class Files:
    """All files of this world, in memory."""

    def __init__(self, first: int) -> None:
        self.by_id: dict[str, Stored] = {}
        self.given: dict[str, datetime] = {}
        """When a path was given out last, by the path: it is good for an hour."""
        self.media: dict[str, tuple[str, Any]] = {}
        """What a file id stands for in a message, with its kind."""
        self._numbers = Numbers(first)

    def keep(self, kind: str, upload: Upload) -> Stored:
        """Keep a file and give it its ids and its path."""
        number = next(self._numbers)
        digest = sha1(f"{kind}{number}".encode()).hexdigest()  # noqa: S324 (a name, no secret)
        path = f"{FOLDERS[kind]}/file_{number}{_suffix(kind, upload)}"
        stored = Stored(
            id=f"{PREFIXES[kind]}{number}_{digest[:24]}",
            unique_id=f"AQAD{digest[24:]}",
            kind=kind,
            path=path,
            upload=upload,
        )
        self.by_id[stored.id] = stored
        return stored

    def find(self, file_id: str, now: datetime) -> Stored:
        """Find a file for getFile, and open its path.

        Raises:
            ApiError: there is none, or it is larger than bots may download.
        """
        if file_id not in self.by_id:
            raise bad("wrong file_id or the file is temporarily unavailable")
        if self.by_id[file_id].upload.size > DOWNLOAD_LIMIT:
            raise bad("file is too big")
        self.given[self.by_id[file_id].path] = now
        return self.by_id[file_id]

    def reused(self, kind: str, file_id: str) -> Any:
        """Give what a known file id stands for, to send it again.

        Raises:
            ApiError: it is unknown or stands for another kind of file.
        """
        if file_id not in self.media:
            raise bad("wrong file identifier/HTTP URL specified")
        known, media = self.media[file_id]
        if known != kind:
            raise bad(f"can't use file of type {known.title()} as {kind.title()}")
        return media

    def at(self, path: str, now: datetime) -> Stored | None:
        """Find a file by its download path, while that is good."""
        if path not in self.given or now - self.given[path] > PATH_KEPT:
            return None
        return next((stored for stored in self.by_id.values() if stored.path == path), None)


def _suffix(kind: str, upload: Upload) -> str:
    if kind == "photo":
        return ".jpg"
    return PurePath(upload.name).suffix or (".oga" if kind == "voice" else "")


def photo(files: Files, upload: Upload, *, strict: bool = True) -> list[JSON]:
    """Keep a picture; give its sizes, the largest last (the small one has the same bytes).

    Raises:
        ApiError: it is no picture, or too large for one.
    """
    size = picture_size(upload.content)
    if strict:
        _check_photo(upload, size)
    width, height = size or (1280, 960)
    scale = min(1.0, SMALL / max(width, height))
    small = (max(1, int(width * scale)), max(1, int(height * scale)))
    sizes = [(width, height)] if scale == 1.0 else [small, (width, height)]
    kept = [
        files.keep("photo", upload).named() | {"width": wide, "height": high}
        for wide, high in sizes
    ]
    files.media |= {each["file_id"]: ("photo", kept) for each in kept}
    return kept


def _check_photo(upload: Upload, size: tuple[int, int] | None) -> None:
    if upload.size > PHOTO_LIMIT:
        words = f"file of size {upload.size} bytes is too big for a photo"
        raise bad(f"{words}; the maximum size is {PHOTO_LIMIT} bytes")
    if size is None:
        raise bad("IMAGE_PROCESS_FAILED")
    if sum(size) > MOST_SIDES or max(size) > MOST_RATIO * min(size):
        raise bad("PHOTO_INVALID_DIMENSIONS")


def document(files: Files, upload: Upload) -> JSON:
    """Keep a document."""
    named = files.keep("document", upload).named()
    kept = named | {"file_name": upload.name, "mime_type": upload.content_type}
    files.media[kept["file_id"]] = ("document", kept)
    return kept


def voice(files: Files, upload: Upload, duration: int = 1) -> JSON:
    """Keep a voice message; its length is taken on trust."""
    named = files.keep("voice", upload).named()
    kept = named | {"duration": duration, "mime_type": upload.content_type}
    files.media[kept["file_id"]] = ("voice", kept)
    return kept


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Read width and height off a PNG, JPEG, GIF or WebP; None for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        return struct.unpack(">II", content[16:24])
    if content.startswith((b"GIF87a", b"GIF89a")) and len(content) >= 10:
        return struct.unpack("<HH", content[6:10])
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return _webp_size(content)
    return _jpeg_size(content) if content.startswith(b"\xff\xd8") else None


def _webp_size(content: bytes) -> tuple[int, int] | None:
    if content[12:16] == b"VP8X" and len(content) >= 30:
        width, height = content[24:27], content[27:30]
        return int.from_bytes(width, "little") + 1, int.from_bytes(height, "little") + 1
    if content[12:16] == b"VP8L" and len(content) >= 25:
        bits = int.from_bytes(content[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if len(content) < 30:
        return None
    width, height = struct.unpack("<HH", content[26:30])
    return width & 0x3FFF, height & 0x3FFF


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
