"""Whatever the clock does and whoever decides what: each step is told once, or explained."""

import asyncio
import random
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot import campaign_times
from domain.campaign_events import events
from domain.campaigns import Campaign, Mark
from domain.worktime import Calendar
from storage import campaign_marks, campaigns, criteria, people, rises, tellings
from storage.database import Database
from storage.tables import OutboxRow, TellingRow
from storage.tellings import Outcome
from storage.vault import Vault
from tests.kit import cast
from tests.kit.campaigning import TASK, at, sweep

HELPERS, UNBOUND = ("韦秀英", "覃志强"), "黎新来"
READERS = {"village": "莫小兰", "town": "黄丽萍", "district": "周启明"}
BEGIN, STEPS = at("03-10T09:00"), 36
HOURS = (0, 1, 5, 12, 24, 24, 24, 30, 48, 75, -30, -60)
Told = tuple[str, str]
"""An event and whom it is told."""


@dataclass
class Reading:
    """What was decided, read without a database: who owes what, and since when."""

    due_at: dict[str, datetime]
    given_at: dict[str, datetime]
    bound_at: dict[str, datetime]
    done: set[str] = field(default_factory=set)
    excused: set[str] = field(default_factory=set)
    known: set[tuple[str, datetime]] = field(default_factory=set)
    looked: set[tuple[str, str]] = field(default_factory=set)
    must: set[Told] = field(default_factory=set)
    may: set[Told] = field(default_factory=set)

    def owes(self, name: str) -> bool:
        """Tell whether somebody still has to do it."""
        return name not in self.done and name not in self.excused

    def swept(self, now: datetime) -> None:
        """Work out what this sweep is to have told, and what it may have."""
        for name in filter(self.owes, self.due_at):
            for event in events(TASK, self.due_at[name], Calendar()):
                if event.at <= now:
                    self._has_come(name, event, now)
        for name, due_at in self.due_at.items():
            came = [it for it in events(TASK, due_at, Calendar()) if it.at <= now]
            self.looked |= {(name, it.name) for it in came}

    def _has_come(self, name, event, now):
        is_first = (name, event.name) not in self.looked and event.at > self.given_at[name]
        if event.level is None:
            told = {(event.name, name)}
            is_heard = name == UNBOUND or self.bound_at[name] <= event.at
        else:
            told = {(event.name, READERS[event.level])}
            is_heard = (name, self.due_at[name]) not in self.known
        self.may |= told
        if is_first and is_heard:
            last = [it for it in events(TASK, self.due_at[name], Calendar()) if it.at <= now]
            reminders = [it.name for it in last if it.level is None]
            is_told = event.level is not None or event.name == reminders[-1]
            self.must |= told if is_told or name != UNBOUND else set()


class History:
    """A village with one campaign, and what its people and officers do by chance."""

    def __init__(self, database: Database, roster: cast.Roster, seed: int) -> None:
        self.database, self.roster = database, roster
        self.chance, self.now = random.Random(seed), BEGIN
        names = (*HELPERS, UNBOUND)
        self.reading = Reading(
            due_at=dict.fromkeys(names, TASK.due_at),
            given_at=dict.fromkeys(names, BEGIN),
            bound_at=dict.fromkeys(HELPERS, BEGIN),
        )

    async def begin(self) -> None:
        """Begin the campaign."""
        async with self.database.write() as db:
            kept = await campaigns.add(db, replace(TASK, set_at=BEGIN))
            assert kept
            self.task: Campaign = kept
            await campaign_times.retimed(db, kept, BEGIN)

    async def step(self) -> None:
        """Let time pass, somebody do something perhaps, and look."""
        hours, minutes = self.chance.choice(HOURS), self.chance.choice((0, 0, 1, 47))
        self.now = max(BEGIN, self.now + timedelta(hours=hours, minutes=minutes))
        if self.chance.random() < 0.3:
            name = self.chance.choice((*HELPERS, UNBOUND))
            deeds = self._do, self._extend, self._extend, self._excuse, self._know, self._bind
            is_done = name in self.reading.done
            await (self._send_back if is_done else self.chance.choice(deeds))(name)
        await sweep(self.database, self.now)
        self.reading.swept(self.now)

    async def _mark(self, name: str, mark: Mark, until_at: datetime | None = None) -> None:
        officer = self.roster.people[READERS["village"]]
        made = self.task.number, self.roster.people[name], mark, officer, self.now
        async with self.database.write() as db:
            await campaign_marks.keep(db, *made, until_at=until_at)
            await campaign_times.retimed(db, self.task, self.now)

    async def _do(self, name: str) -> None:
        await self._mark(name, Mark.CONFIRMED)
        self.reading.done.add(name)

    async def _send_back(self, name: str) -> None:
        await self._mark(name, Mark.SENT_BACK)
        self.reading.done.discard(name)

    async def _excuse(self, name: str) -> None:
        await self._mark(name, Mark.EXCUSED)
        self.reading.excused.add(name)

    async def _extend(self, name: str) -> None:
        before = self.reading.due_at[name]
        until_at = max(before, TASK.due_at) + timedelta(days=self.chance.randrange(1, 9))
        await self._mark(name, Mark.EXTENDED, until_at)
        self.reading.due_at[name], self.reading.given_at[name] = until_at, self.now
        self.reading.excused.discard(name)

    async def _know(self, name: str) -> None:
        async with self.database.write() as db:
            owing = await criteria.owing(db, self.task, self.now, [self.roster.people[name]])
            await rises.note(db, owing, self.roster.people[READERS["village"]], self.now)
        self.reading.known.add((name, self.reading.due_at[name]))

    async def _bind(self, name: str) -> None:
        if name in HELPERS:
            number = self.roster.people[name]
            async with self.database.write() as db:
                assert await people.bind(db, number, number, self.now, number)
            self.reading.bound_at[name] = self.now

    async def told(self) -> dict[Told, tellings.Telling]:
        """Return every row but for calls, by event and reader."""
        async with self.database.read() as db:
            found = await tellings.trail(db, self.task.number)
        return {(it.event, it.name): it for it in found if not it.event.startswith("call")}

    async def keys(self) -> set[str]:
        """Return the letters that rows name as their own."""
        async with self.database.read() as db:
            return set(await db.scalars(select(TellingRow.key).where(TellingRow.key != "")))

    async def letters(self) -> set[str]:
        """Return the keys of every digest and card in the outbox."""
        async with self.database.read() as db:
            keys = set(await db.scalars(select(OutboxRow.key)))
        return {it for it in keys if it.startswith(("digest:", "rises:2")) and "before" not in it}


async def enrolled(url: str, seed: int) -> History:
    """Open a village in which each helper's phone has the number of his account."""
    database = Database(url, Vault(b"k" * 32))
    users = {it: 1 + number for number, it in enumerate(cast.CAST)}
    roster = await cast.enrol(database, users, at("03-01T09:00"))
    async with database.write() as db:
        for name in HELPERS:
            number = roster.people[name]
            assert await people.bind(db, number, number, BEGIN, users[name])
    return History(database, roster, seed)


@pytest.mark.parametrize("seed", range(2))
async def test_every_step_is_told_once_or_explained(one_database_url: str, seed: int) -> None:
    history = await enrolled(one_database_url, seed)
    await history.begin()
    for _ in range(STEPS):
        await history.step()
        rows = await history.told()
        assert history.reading.must <= set(rows) <= history.reading.may, history.now
    await _settled(history)
    rows = await history.told()
    assert not [it for it in rows.values() if it.outcome is Outcome.WAITING]
    assert await history.keys() == await history.letters()
    assert len(history.reading.must) > 8
    await history.database.close()


async def _settled(history: History) -> None:
    """Let a working morning come on which everything that waits can be told."""
    history.now = max(history.now, at("06-01T10:00"))
    await sweep(history.database, history.now)


async def test_two_processes_that_sweep_at_once_tell_everybody_once(database_url: str) -> None:
    history = await enrolled(database_url, 0)
    await history.begin()
    other = Database(database_url, Vault(b"k" * 32))
    for when in ("03-13T08:00", "03-20T08:00", "03-23T08:00"):
        history.now = at(when)
        await asyncio.gather(*[sweep(it, history.now) for it in (history.database, other) * 2])
        history.reading.swept(history.now)
        rows = await history.told()
        assert history.reading.must <= set(rows) <= history.reading.may
    told = await history.told()
    assert Outcome.WAITING not in {it.outcome for it in told.values()}
    assert await history.keys() == await history.letters()
    for database in (other, history.database):
        await database.close()


async def test_two_who_give_time_at_once_do_not_wait_for_each_other(database_url: str) -> None:
    history = await enrolled(database_url, 0)
    await history.begin()
    other = Database(database_url, Vault(b"k" * 32))
    officer, until_at = history.roster.people[READERS["village"]], at("03-25T18:00")

    async def give(database: Database, name: str) -> None:
        who = history.roster.people[name]
        made = history.task.number, who, Mark.EXTENDED, officer, BEGIN
        async with database.write() as db:
            await campaign_marks.keep(db, *made, until_at=until_at)
            await asyncio.sleep(0.05)
            await campaign_times.retimed(db, history.task, BEGIN)

    await asyncio.gather(give(history.database, HELPERS[0]), give(other, HELPERS[1]))
    async with history.database.read() as db:
        assert len(await campaign_marks.extended(db, history.task.number)) == 2
        assert await campaigns.next_at(db) == at("03-13T08:00")
    for database in (other, history.database):
        await database.close()
