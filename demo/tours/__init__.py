"""The guided tours of the demo: one file each, in the order of their names."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def tours() -> list[dict[str, Any]]:
    """Read the tours as the page takes them."""
    return [json.loads(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.json"))]
