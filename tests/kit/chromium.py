"""The browser for tests: found, installed where that is allowed, started."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import Browser

START_S = 30
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PACKAGES = ("chromium", "fonts-noto-cjk", "fonts-noto-color-emoji")
MISSING = "no Chromium was found. Install it (Debian: sudo apt install chromium fonts-noto-cjk)"
FLAGS = (
    "--no-sandbox",  # the tests may run as root, and open our own pages only
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--disable-component-update",
    "--disable-background-networking",
)


def find() -> str | None:
    """Return the path of a Chromium on this machine."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def prepare() -> None:
    """Install Chromium when it is missing and we may; whether it worked shows in find()."""
    if find() or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print("Installing Chromium for the browser tests …", flush=True)
    install = [
        "apt-get",
        "install",
        "-o",
        "Acquire::Retries=3",
        "-y",
        "-qq",
        "--no-install-recommends",
        *PACKAGES,
    ]
    for command in (["apt-get", "update", "-qq"], install):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(command, check=False, env=quiet, stdout=subprocess.DEVNULL)


@asynccontextmanager
async def running() -> AsyncIterator["Browser"]:
    """Start a headless browser that lives as long as the block."""
    from playwright.async_api import async_playwright  # noqa: PLC0415 - only browser tests pay for it

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find(), args=list(FLAGS))
        try:
            yield browser
        finally:
            await browser.close()


@contextmanager
def shared() -> Iterator[str]:
    """Start a browser that many tests use, each in windows of its own; give where it is met."""
    found = find()
    if found is None:
        raise FileNotFoundError(MISSING)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        asked = ["--headless", "--remote-debugging-port=0", f"--user-data-dir={profile}", *FLAGS]
        process = subprocess.Popen(
            [found, *asked, "about:blank"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            yield f"http://127.0.0.1:{_port_in(Path(profile) / 'DevToolsActivePort', process)}"
        finally:
            process.terminate()
            process.wait()


def _port_in(note: Path, process: "subprocess.Popen[bytes]") -> int:
    """Wait for the port that the browser writes down."""
    until = time.monotonic() + START_S
    while time.monotonic() < until and process.poll() is None:
        if note.exists() and (lines := note.read_text().splitlines()):
            return int(lines[0])
        time.sleep(0.05)
    raise TimeoutError("Chromium did not start")


@asynccontextmanager
async def meeting(address: str) -> AsyncIterator["Browser"]:
    """Meet the shared browser; leaving closes what was opened in it, not the browser."""
    from playwright.async_api import async_playwright  # noqa: PLC0415 - the same

    async with async_playwright() as playwright:
        yield await playwright.chromium.connect_over_cdp(address)
