"""The one row a bare bot keeps, written the way aiosqlite's own first example does it."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable

import aiosqlite

TABLE = """CREATE TABLE IF NOT EXISTS checkins (
    id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL,
    distance_m INTEGER NOT NULL, reason TEXT NOT NULL
)"""
INSERT = "INSERT INTO checkins (user_id, distance_m, reason) VALUES (?, ?, ?)"

Insert = Callable[[int, int, str], Awaitable[None]]
"""Keeps a check-in: whose, how far away in metres, and why."""


def prepared(path: str, *, share: bool) -> Insert:
    """Make the table and return how rows are kept."""
    with sqlite3.connect(path) as db:
        db.execute(TABLE)
    return _sharing(path) if share else _connecting(path)


def _connecting(path: str) -> Insert:
    """Connect for every row: the first example of the documentation, and what most bots do."""

    async def insert(user_id: int, distance_m: int, reason: str) -> None:
        async with aiosqlite.connect(path) as db:
            await db.execute(INSERT, (user_id, distance_m, reason))
            await db.commit()

    return insert


def _sharing(path: str) -> Insert:
    """Keep one connection open; quicker, but one user's commit also commits another's half."""
    opened: list[aiosqlite.Connection] = []
    opening = asyncio.Lock()

    async def insert(user_id: int, distance_m: int, reason: str) -> None:
        async with opening:
            db = opened[0] if opened else await aiosqlite.connect(path)
            opened[:] = [db]
        await db.execute(INSERT, (user_id, distance_m, reason))
        await db.commit()

    return insert
