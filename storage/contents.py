"""Contents of files: sealed, each under the digest that names it, written whole or not at all."""

import contextlib
import os
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


def _place(digest: bytes) -> str:
    return f"files:{digest.hex()}:content"
