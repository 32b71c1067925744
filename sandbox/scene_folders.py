"""A scene as a folder: what it is, the world as JSON, its files, and what a companion added."""

import json
import shutil
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from sandbox.errors import JSON
from sandbox.packing import Blobs, Damaged

FORMAT, VERSION = "bangfu-sandbox-scene", 1
CONTENTS, WORLD, BLOBS, COMPANION = "scene.json", "world.json", "files", "companion"
LARGEST = 512 * 1024 * 1024


@dataclass(frozen=True)
class Kept:
    """A scene as it was read, every byte compared with what was written."""

    state: JSON
    blobs: Blobs
    companion: Path


def begin(folder: Path) -> Path:
    """Make an empty folder for a scene; give the place for what the companion adds."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / BLOBS).mkdir(parents=True, mode=0o700)
    (folder / COMPANION).mkdir()
    return folder / COMPANION


def write(folder: Path, state: JSON, blobs: Blobs, about: JSON) -> None:
    """Write the world into a folder that was begun, and last of all what should be there."""
    (folder / WORLD).write_bytes(orjson.dumps(state))
    for digest, content in blobs.items():
        (folder / BLOBS / digest).write_bytes(content)
    found = {str(file.relative_to(folder)): _digest(file) for file in _files(folder)}
    contents = {"format": FORMAT, "version": VERSION, **about, "files": found}
    (folder / CONTENTS).write_bytes(orjson.dumps(contents, option=orjson.OPT_INDENT_2))


def about(folder: Path) -> JSON:
    """Read what a scene says of itself.

    Raises:
        Damaged: it is no scene of this version.
    """
    try:
        contents: Any = orjson.loads(_bounded(folder / CONTENTS))
    except (OSError, json.JSONDecodeError) as wrong:
        raise Damaged("its table of contents cannot be read") from wrong
    if not isinstance(contents, dict) or contents.get("format") != FORMAT:
        raise Damaged("it is no scene of a sandbox")
    if contents.get("version") != VERSION:
        raise Damaged("another version wrote it")
    return contents


def read(folder: Path) -> Kept:
    """Read a scene.

    Raises:
        Damaged: anything in it is missing, changed, or not of this version.
    """
    listed = about(folder).get("files")
    if not isinstance(listed, dict):
        raise Damaged("its table of contents is incomplete")
    try:
        found = {str(file.relative_to(folder)): _digest(file) for file in _files(folder)}
        if found != listed:
            raise Damaged("files are missing, changed or added")
        blobs = {file.name: file.read_bytes() for file in (folder / BLOBS).iterdir()}
        state: Any = orjson.loads(_bounded(folder / WORLD))
    except (OSError, json.JSONDecodeError) as wrong:
        raise Damaged("its files cannot be read") from wrong
    return Kept(state if isinstance(state, dict) else {}, blobs, folder / COMPANION)


def exchange(new: Path, folder: Path) -> None:
    """Put a scene that is complete in the place of an older one."""
    old = folder.with_name(f".old-{folder.name}")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _files(folder: Path) -> list[Path]:
    everything = sorted(file for file in folder.rglob("*") if file.name != CONTENTS)
    if any(file.is_symlink() for file in everything):
        raise Damaged("there is a way out of the folder in it")
    return [file for file in everything if file.is_file()]


def _digest(file: Path) -> str:
    return sha256(_bounded(file)).hexdigest()


def _bounded(file: Path) -> bytes:
    if file.stat().st_size > LARGEST:
        raise Damaged(f"{file.name} is too large")
    return file.read_bytes()
