"""The browser for tests: found, installed where that is allowed, started."""

import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import Browser

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
