"""Facts about the installation: the key check, the bot's name, whether it is a demo."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import DatabaseClock
from storage.database import vault_of
from storage.tables import FactRow
from storage.vault import WrongKey

KEY_CHECK = "key_check"
ALIVE = "alive_at"
BOT_USERNAME = "bot_username"
DEMO = "demo"
"""Whether everybody in here is invented: yes, or no such fact."""
REALM = "realm"
"""Whom this database serves: telegram or sandbox."""


async def get(db: AsyncConnection, name: str) -> str | None:
    """Return a fact."""
    return await db.scalar(select(FactRow.value).where(FactRow.name == name))


async def put(db: AsyncConnection, name: str, value: str) -> None:
    """Keep a fact."""
    statement = insert(FactRow).values(name=name, value=value)
    await db.execute(
        statement.on_conflict_do_update(index_elements=["name"], set_={"value": value})
    )


async def settle(db: AsyncConnection, name: str, value: str) -> str:
    """Keep a fact unless it is known already; returns what holds."""
    first = insert(FactRow).values(name=name, value=value)
    await db.execute(first.on_conflict_do_nothing(index_elements=["name"]))
    return await get(db, name) or value


async def locked(db: AsyncConnection, name: str) -> str | None:
    """Return a fact, and let nobody else change it until this transaction ends."""
    return await db.scalar(select(FactRow.value).where(FactRow.name == name).with_for_update())


async def check_key(db: AsyncConnection) -> None:
    """Make sure the key belongs to this database; the first time, bind them.

    Raises:
        WrongKey: this database was sealed with another key.
    """
    expected = vault_of(db).index("facts", KEY_CHECK).hex()
    if await settle(db, KEY_CHECK, expected) != expected:
        raise WrongKey("facts")


async def seen_alive(db: AsyncConnection) -> tuple[datetime | None, datetime]:
    """Note by the database's clock that the bot is alive; returns when it last was, and now."""
    alive_at = (await db.execute(select(DatabaseClock().label("at")))).scalar_one()
    before = await get(db, ALIVE)
    await put(db, ALIVE, alive_at.isoformat())
    return datetime.fromisoformat(before) if before else None, alive_at
