"""From a file to a plan: what its sender may import, what is known, and what its rows say."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import officers
from domain.batches import areas_of, may_enrol, may_enrol_all
from domain.people import Person, Role
from domain.refusals import Text
from imports import areas, households, pairings, people, reader
from imports.kinds import kinds_of
from imports.limits import MEGABYTE, Limits
from imports.plan import Kind, Mistake, Plan
from imports.reader import SheetRow, Source
from storage import areas as known_areas
from storage import people as accounts
from storage import rules
from storage.database import Database
from storage.imported import Beside
from storage.imports import known_for_pairings

LIMITS = Limits(max_bytes=20 * MEGABYTE)
"""Files that come by chat; Telegram gives bots no larger ones."""
Parse = Callable[[Iterable[SheetRow]], Plan[Any]]


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Whose file it is; without a person it is the operator's, who may everything."""

    person: Person | None = None

    @property
    def within(self) -> tuple[str, ...]:
        """Name the areas whose households may be in the file."""
        return ("",) if self.person is None else areas_of(self.person)

    @property
    def may_enrol_anybody(self) -> bool:
        """Tell whether every account is the sender's to change."""
        return self.person is None or Role.ADMIN in self.person.roles

    def may_enrol(self, *duty: Any) -> bool:
        """Tell whether the sender may give a role in an area."""
        return self.person is None or may_enrol(self.person, *duty)


async def guessed(source: Source) -> tuple[Kind, ...]:
    """Name the kinds of table a file may be; blocks nobody.

    Raises:
        Unreadable: whatever is wrong with the file.
    """
    return await asyncio.to_thread(_guessed, source)


def _guessed(source: Source) -> tuple[Kind, ...]:
    with closing(reader.stream(source)) as rows:
        return kinds_of(rows)


async def understood(
    database: Database, kind: Kind, source: Source, sender: Sender, today: date
) -> Plan[Any]:
    """Read a file against what is known; the rows are read in a thread.

    Raises:
        Unreadable: whatever is wrong with the file.
    """
    async with database.read() as db:
        parse = await _parser(db, kind, sender, today)
    return await asyncio.to_thread(_parsed, parse, source, LIMITS if sender.person else Limits())


def _parsed(parse: Parse, source: Source, limits: Limits) -> Plan[Any]:
    with closing(reader.stream(source, limits)) as rows:
        return parse(rows)


async def _parser(db: AsyncConnection, kind: Kind, sender: Sender, today: date) -> Parse:
    if kind is Kind.PAIRINGS:
        limit = (await rules.pairings_on(db, today)).households_per_helper
        known = await known_for_pairings(db, sender.within, limit)
        return partial(pairings.parse, known=known)
    codes = await known_areas.codes(db)
    if kind is Kind.AREAS:
        return partial(areas.parse, known_codes=codes)
    if kind is Kind.PEOPLE:
        return partial(people.parse, area_codes=codes, may_enrol=sender.may_enrol)
    there = await known_areas.by_codes(db, codes)
    return partial(households.parse, areas=there.values(), within=sender.within)


async def objections(
    db: AsyncConnection, kind: Kind, besides: Sequence[Beside], sender: Sender
) -> list[Mistake]:
    """Note records that are known and not the sender's to change."""
    found = []
    for it in besides if sender.person else ():
        if kind is Kind.HOUSEHOLDS and it.before is not None:
            if not it.before.household.area_code.startswith(sender.within):
                found.append(_objection(it, "户编号", _TAKEN, it.name))
        elif kind is Kind.PEOPLE and it.is_changed and not await _answers(db, sender, it):
            found.append(_objection(it, "手机号", _NOT_YOURS, it.name))
    return found


async def _answers(db: AsyncConnection, sender: Sender, it: Beside) -> bool:
    """Tell whether an account is the sender's to change: all its roles, and where it works."""
    assert sender.person is not None  # noqa: S101 - the operator is not asked
    duties = [(duty.role, duty.area_code) for duty in it.before.duties]
    if not may_enrol_all(sender.person, duties):
        return False
    account = await accounts.by_id(db, int(it.subject.partition(":")[2]))
    places = await officers.areas_of(db, account)
    is_mine = any(place.startswith(sender.within) for place in places) if sender.within else False
    return not places or is_mine or sender.may_enrol_anybody


def _objection(it: Beside, column: str, reason: Text, value: str) -> Mistake:
    return Mistake(
        row=it.row, column=column, value=value, reason=reason,
        remedy=Text("Leave this row to the officer above you."),
    )  # fmt: skip


_TAKEN = Text("A household of another area has this number.")
_NOT_YOURS = Text("This account is not yours to change.")
