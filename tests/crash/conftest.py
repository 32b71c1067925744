"""Lives of the bot for every test here; the forking parent is shared."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.crash.lives import Lives, Parent, lives_of, parent


@pytest.fixture(scope="session")
def forking_parent() -> Iterator[Parent]:
    """Import the bot once for all tests of this process."""
    with parent() as forking:
        yield forking


@pytest.fixture
async def lives(forking_parent: Parent, tmp_path: Path) -> AsyncIterator[Lives]:
    """Begin lives; none outlives the test."""
    async with lives_of(forking_parent, tmp_path) as lives:
        yield lives
