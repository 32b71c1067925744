"""On what was measured; nothing that names the machine or its owner."""

import os
import platform
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.process import BOT_CORE, CAN_PIN, SERVER_CORE

LIBRARIES = (
    "aiogram",
    "python-telegram-bot",
    "aiohttp",
    "httpx",
    "SQLAlchemy",
    "aiosqlite",
    "pydantic",
    "uvloop",
    "orjson",
)


def described() -> dict[str, Any]:
    """Describe machine, Python and libraries."""
    return {
        "date": time.strftime("%Y-%m-%d"),
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "pinned": _pinned(),
    }


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text().splitlines() if known.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def _pinned() -> str:
    if not CAN_PIN:
        return "no: bot and server share whatever cores there are"
    return f"bot on core {BOT_CORE}; server and users on core {SERVER_CORE}"
