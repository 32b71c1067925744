"""Encryption of personal fields at rest, and blind indexes to find them by.

AES-256-GCM with the place of the value (table, row, column) as associated data, so that a
sealed value copied to another row does not open. The key file lives outside the database.
"""

import hashlib
import hmac
import os
from base64 import b64decode, b64encode
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
KEY_BYTES = 32
INDEX_BYTES = 16
FORMAT = b"\x01"


class Vault:
    """Seals and opens personal fields with one secret key."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError("a vault key has 32 bytes")
        self._key = key
        self._cipher = AESGCM(_derived(key, b"seal"))

    @cached_property
    def _index(self) -> hmac.HMAC:
        return hmac.new(_derived(self._key, b"index"), digestmod=hashlib.sha256)

    def seal(self, place: str, plain: bytes) -> bytes:
        """Encrypt for one place, for example `people:17:phone`."""
        return self._seal(os.urandom(NONCE_BYTES), place, plain)

    def seal_all(self, plains: Sequence[tuple[str, bytes | None]]) -> list[bytes | None]:
        """Encrypt many values, each for its place; nothing stays nothing.

        Their chance is asked for at once, which takes as long as encrypting one of them.
        """
        chance, sealed = os.urandom(NONCE_BYTES * len(plains)), list[bytes | None]()
        for at, (place, plain) in enumerate(plains):
            nonce = chance[at * NONCE_BYTES : (at + 1) * NONCE_BYTES]
            sealed.append(None if plain is None else self._seal(nonce, place, plain))
        return sealed

    def _seal(self, nonce: bytes, place: str, plain: bytes) -> bytes:
        return FORMAT + nonce + self._cipher.encrypt(nonce, plain, place.encode())

    def open(self, place: str, sealed: bytes) -> bytes:
        """Decrypt what was sealed for this place.

        Raises:
            WrongKey: another key, another place, or the value was altered.
        """
        form, nonce, cipher = sealed[:1], sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        if form != FORMAT or len(nonce) < NONCE_BYTES:
            raise WrongKey(place.partition(":")[0])
        try:
            return self._cipher.decrypt(nonce, cipher, place.encode())
        except InvalidTag:
            raise WrongKey(place.partition(":")[0]) from None

    def seal_text(self, place: str, text: str | None) -> bytes | None:
        """Encrypt a text; nothing stays nothing."""
        return None if text is None else self.seal(place, text.encode())

    def open_text(self, place: str, sealed: bytes | None) -> str | None:
        """Decrypt a text; nothing stays nothing."""
        return None if sealed is None else self.open(place, sealed).decode()

    def index(self, kind: str, value: str) -> bytes:
        """Make the keyed index that finds a sealed value again, 16 bytes."""
        mac = self._index.copy()  # keyed already, which is half of the work
        mac.update(f"{kind}:{value}".encode())
        return mac.digest()[:INDEX_BYTES]


class WrongKey(Exception):
    """The key file does not belong to this database, or a sealed value was altered."""


def _derived(key: bytes, purpose: bytes) -> bytes:
    return hmac.digest(key, b"bangfu:" + purpose, hashlib.sha256)


def read_key(path: Path) -> bytes:
    """Read a key file.

    Raises:
        FileNotFoundError: there is none.
        ValueError: it does not hold a key.
    """
    key = b64decode(path.read_text().strip(), validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError("the key file does not hold a key of 32 bytes")
    return key


def make_key(path: Path) -> bytes:
    """Write a new random key that only this user may read; never overwrites one.

    Raises:
        FileExistsError: there is one, whole: it is linked to its name when it is written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    key = os.urandom(KEY_BYTES)
    with NamedTemporaryFile("w", dir=path.parent, prefix=path.name) as file:  # mode 600
        file.write(b64encode(key).decode() + "\n")
        file.flush()
        os.fsync(file.fileno())
        path.hardlink_to(file.name)
    return key
