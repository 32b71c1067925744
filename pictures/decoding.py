"""Decodes pictures without trusting them: a child process does it, within limits."""

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).resolve().parent.parent
WALL_S = 20.0
MOST_BYTES = 32 * 1024 * 1024


class Undecodable(Exception):
    """This is no picture that can be kept: `why` is no_picture, damaged, too_large or deadly."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, kw_only=True)
class Decoded:
    """A picture's pixels as a new JPEG; `pixels` is their digest, `likeness` their 256 bits."""

    jpeg: bytes
    pixels: str
    likeness: int
    width: int
    height: int


class Decoder:
    """A child process for some pictures; the next one is made when it dies of one."""

    def __init__(self, wall_s: float = WALL_S) -> None:
        self._wall_s = wall_s
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def decode(self, content: bytes) -> Decoded:
        """Decode one picture. Blocks: a thread's work.

        Raises:
            Undecodable: it cannot be, whatever went wrong.
        """
        child = self._process or self._begin()
        clock = threading.Timer(self._wall_s, child.kill)
        clock.daemon = True
        clock.start()
        try:
            return _decoded(child, content)
        except (OSError, ValueError, LookupError, TypeError):
            self._end()
            raise Undecodable("deadly") from None
        finally:
            clock.cancel()

    def _begin(self) -> "subprocess.Popen[bytes]":
        self._process = subprocess.Popen(
            [sys.executable, "-s", "-m", "pictures.child"],
            cwd=ROOT,
            env={"PATH": os.defpath, "PYTHONUTF8": "1"},  # none of the bot's secrets
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        return self._process

    def _end(self) -> None:
        child, self._process = self._process, None
        if child is not None:
            child.kill()
            child.communicate()


def _decoded(child: "subprocess.Popen[bytes]", content: bytes) -> Decoded:
    """Ask the child; whatever it does not answer as agreed it is dead to us."""
    if child.stdin is None or child.stdout is None:
        raise OSError
    child.stdin.write(len(content).to_bytes(4) + content)
    child.stdin.flush()
    facts: Any = json.loads(child.stdout.readline(4096))
    if "why" in facts:
        raise Undecodable(facts["why"])
    count = int(facts["bytes"])
    jpeg = child.stdout.read(min(count, MOST_BYTES))
    if len(jpeg) != count:
        raise OSError
    return Decoded(
        jpeg=jpeg,
        pixels=facts["pixels"],
        likeness=int(facts["likeness"], 16),
        width=facts["width"],
        height=facts["height"],
    )
