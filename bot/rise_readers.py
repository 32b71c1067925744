"""Whom somebody's miss is shown: nearest offices, his unit with the first step, deputies."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.areas import Level
from domain.calendar import local_day
from domain.campaigns import Campaign, Owing
from domain.people import Person, Role
from domain.rises import OFFICES, ROLES, shared
from storage import absences, campaigns, people, rises

Readers = dict[int, list[Owing]]


async def readers(
    db: AsyncConnection, level: Level, owings: Sequence[Owing], now: datetime
) -> Readers:
    """Find who is to be shown these people, and of each what concerns him.

    Those whom an office knows to be late are left out: what is acknowledged climbs no further.
    """
    return await all_readers(db, level, await climbing(db, owings), now)


async def climbing(db: AsyncConnection, owings: Sequence[Owing]) -> list[Owing]:
    """Leave out those of whom an officer has noted that they are late with what is due now."""
    known = await rises.noted(db, {(it.campaign, it.person_id) for it in owings})
    return [
        it
        for it in owings
        if not any(note.due_at == it.due_at for note in known.get((it.campaign, it.person_id), ()))
    ]


async def all_readers(
    db: AsyncConnection, level: Level, owings: Sequence[Owing], now: datetime
) -> Readers:
    """Find to whom these people's misses belong at a level, known or not; deputies included."""
    if not owings:
        return {}
    given = await campaigns.by_numbers(db, {it.campaign for it in owings})
    holders = await people.with_role(db, ROLES[level])
    offices = _by_area(holders, ROLES[level])
    managers = await _managers(db)
    admins: Sequence[Person] | None = None
    found: Readers = {}
    for owing in owings:
        campaign = given[owing.campaign]
        himself = {owing.person_id, owing.holder_id}
        parts = shared(owing, offices, campaign.area_code)
        if campaign.rises and campaign.rises[0].level is level:
            near = managers.get(owing.unit, ()) if owing.unit else ()
            parts = {it: owing for it in near if it not in himself} | parts
            if not parts and admins is None:
                admins = await people.with_role(db, Role.ADMIN)
            parts = parts or _administrators(admins or (), owing)
        for reader, part in parts.items():
            found.setdefault(reader, []).append(part)
    return await _present(db, found, now)


async def callers(
    db: AsyncConnection, campaign: Campaign, owings: Sequence[Owing], now: datetime
) -> Readers:
    """Find who is to call these people of a campaign, whom letters do not reach.

    Where there is no officer for somebody, that is whoever is told first of what he misses.
    """
    found: Readers = {}
    for level in dict.fromkeys([Level.VILLAGE, *(it.level for it in campaign.rises[:1])]):
        near = await all_readers(db, level, owings, now)
        for reader, part in near.items():
            found.setdefault(reader, []).extend(part)
        called = {it.person_id for part in near.values() for it in part}
        owings = [it for it in owings if it.person_id not in called]
    return found


def _by_area(holders: Iterable[Person], role: Role) -> Mapping[str, Sequence[int]]:
    found: dict[str, list[int]] = {}
    for person in holders:
        for code in person.areas({role}):
            found.setdefault(code, []).append(person.id)
    return found


async def _managers(db: AsyncConnection) -> Mapping[str, Sequence[int]]:
    found: dict[str, list[int]] = {}
    for person in await people.with_role(db, Role.UNIT_MANAGER):
        found.setdefault(person.unit, []).append(person.id)
    return found


def _administrators(admins: Iterable[Person], owing: Owing) -> dict[int, Owing]:
    """Let administrators read where there is no office and no unit."""
    return {it.id: owing for it in admins if it.id not in {owing.person_id, owing.holder_id}}


async def officers(
    db: AsyncConnection, campaign: Campaign, owing: Owing, now: datetime
) -> list[Person]:
    """Find the officers somebody can turn to, or their deputies; else the administrators."""
    holders = await people.with_role(db, ROLES[Level.VILLAGE])
    offices = _by_area(holders, ROLES[Level.VILLAGE])
    whole = replace(owing, items=())
    parts = shared(whole, offices, campaign.area_code)
    parts = parts or _administrators(await people.with_role(db, Role.ADMIN), owing)
    there = await _present(db, {it: [part] for it, part in parts.items()}, now)
    return await people.by_ids(db, there)


async def _present(db: AsyncConnection, found: Readers, now: datetime) -> Readers:
    """Let deputies read for those who are away; nobody reads about himself.

    A deputy who reads no rises by a role of his own leaves them to whoever is away.
    """
    named = await absences.deputies(db, list(found), local_day(now))
    deputies = {it: who for it, who in named.items() if not OFFICES.isdisjoint(who.roles)}
    if not deputies:
        return found
    there: Readers = {}
    for reader, owings in found.items():
        stands_in = deputies[reader].id if reader in deputies else reader
        for it in owings:
            to = reader if stands_in in {it.person_id, it.holder_id} else stands_in
            mine = there.setdefault(to, [])
            if it not in mine:
                mine.append(it)
    return there
