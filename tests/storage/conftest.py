"""Databases of both kinds, empty or with a small village in it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from storage.database import Database
from storage.vault import Vault
from tests.kit import cast

KEY = b"k" * 32
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
USERS = {name: 1001 + number for number, name in enumerate(cast.CAST)}


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Open a migrated database that holds nothing."""
    database = Database(database_url, Vault(KEY))
    yield database
    await database.close()


@pytest.fixture
async def village(database: Database) -> cast.Roster:
    """Enrol the cast and give everybody's ids."""
    return await cast.enrol(database, USERS, NOW)


@pytest.fixture
def now() -> datetime:
    """Tell the time of every storage test."""
    return NOW
