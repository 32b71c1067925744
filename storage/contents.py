"""Contents of files: sealed, each under the digest that names it, written whole or not at all."""

import contextlib
import os
import time
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile

from storage.vault import Vault

SHELF = "files"


def path_of(folder: Path, digest: bytes) -> Path:
    """Tell where a content lies; the digest is keyed, so the name tells nothing."""
    name = digest.hex()
    return folder / SHELF / name[:2] / name


def put(folder: Path, vault: Vault, digest: bytes, plain: bytes) -> None:
    """Keep a content; the same content again only says that it is still wanted. Blocks."""
    path = path_of(folder, digest)
    if path.exists():
        os.utime(path)
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=".") as file:  # mode 600
        file.write(vault.seal(_place(digest), plain))
        file.flush()
        os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):  # another process was faster
            path.hardlink_to(file.name)
    _sync(path.parent)
    _sync(path.parent.parent)


def _sync(folder: Path) -> None:
    """Make the names in a folder outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def get(folder: Path, vault: Vault, digest: bytes) -> bytes:
    """Return a content. Blocks.

    Raises:
        FileNotFoundError: it is not there.
        WrongKey: it was altered, or put in the place of another.
    """
    return vault.open(_place(digest), path_of(folder, digest).read_bytes())


def shelved(folder: Path, bucket: int, older_s: float) -> list[bytes]:
    """List what lies in one of 256 buckets and was not put there of late. Blocks."""
    paths = (folder / SHELF / f"{bucket:02x}").glob("[0-9a-f]*")
    return [bytes.fromhex(path.name) for path in paths if _age_s(path) > older_s]


def remove(folder: Path, digests: Iterable[bytes], older_s: float) -> None:
    """Forget contents, unless somebody has put them there again meanwhile. Blocks."""
    for digest in digests:
        path = path_of(folder, digest)
        if _age_s(path) > older_s:
            path.unlink(missing_ok=True)


def _age_s(path: Path) -> float:
    """Tell how long ago a content was wanted, by the clock of the disk."""
    return time.time() - path.stat().st_mtime


def _place(digest: bytes) -> str:
    return f"files:{digest.hex()}:content"
