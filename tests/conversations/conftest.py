"""Plays get a stage on both databases."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.kit.stage import Stage, opened


@pytest.fixture
async def stage(database_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    """Set the stage on a fresh database of each kind."""
    async with opened(database_url, tmp_path) as stage:
        yield stage
