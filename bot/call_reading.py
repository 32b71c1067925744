"""Whom an officer has to call, because letters do not reach them and they owe something."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import rise_readers, rise_reading
from domain.campaigns import Campaign, Mark, Owing
from domain.duties import Reach
from domain.people import Person
from domain.refusals import Refusal
from storage import campaign_marks, campaigns, criteria, people, rises
from storage.campaign_marks import Marked
from storage.rises import Matter

MOST = 400


@dataclass(frozen=True, kw_only=True)
class Call:
    """Somebody to call, and what he owes."""

    person_id: int
    name: str
    unit: str
    reach: Reach
    area_code: str
    matters: tuple[tuple[Campaign, Owing], ...]


async def to_call(db: AsyncConnection, reader: Person, now: datetime) -> list[Call]:
    """List whom somebody has to call: who could not be told, and who stands on his card."""
    found = {
        (one.campaign.number, it.person_id): (one.campaign, it)
        for one in await rise_reading.sections(db, reader, now)
        for it in one.open
    }
    lost = [it for it in await rises.unreached(db, reader, MOST) if it not in found]
    for campaign, owing in await _nearest(db, reader, lost, now):
        found[campaign.number, owing.person_id] = campaign, owing
    calls: dict[int, list[tuple[Campaign, Owing]]] = {}
    for campaign, owing in found.values():
        if owing.reach is not Reach.REACHED and owing.is_open and not owing.taken_by:
            calls.setdefault(owing.person_id, []).append((campaign, owing))
    return sorted(map(_call, calls.values()), key=lambda it: (it.area_code, it.name, it.person_id))


async def _nearest(
    db: AsyncConnection, reader: Person, lost: Iterable[Matter], now: datetime
) -> list[tuple[Campaign, Owing]]:
    """Load how these stand now, those of whom nobody is nearer."""
    ids: dict[int, list[int]] = {}
    for number, person_id in lost:
        ids.setdefault(number, []).append(person_id)
    found = []
    for number, campaign in (await campaigns.by_numbers(db, ids)).items():
        owings = await criteria.owing(db, campaign, now, ids[number])
        near = await rise_readers.callers(db, campaign, owings, now)
        found += [(campaign, it) for it in near.get(reader.id, ())]
    return found


def _call(matters: list[tuple[Campaign, Owing]]) -> Call:
    owing = matters[0][1]
    return Call(
        person_id=owing.person_id,
        name=owing.name,
        unit=owing.unit,
        reach=owing.reach,
        area_code=owing.area_code,
        matters=tuple(sorted(matters, key=lambda it: (it[1].due_at, it[0].number))),
    )


async def one(db: AsyncConnection, reader: Person, person_id: int, now: datetime) -> Call:
    """Load one whom somebody has to call.

    Raises:
        Refusal: he is not on the list, or not any more.
    """
    found = await to_call(db, reader, now)
    call = next((it for it in found if it.person_id == person_id), None)
    if call is None:
        raise Refusal("This person is not on your call list any more.")
    return call


async def calls_made(db: AsyncConnection, call: Call) -> list[Marked]:
    """List who called him about what he owes, the oldest first."""
    found = {}
    for campaign, _ in call.matters:
        for mark in await campaign_marks.of_campaign(db, campaign.number, [call.person_id]):
            if mark.mark is Mark.CALLED:
                found[mark.by_id, mark.at] = mark
    return sorted(found.values(), key=lambda it: it.at)


async def phone(db: AsyncConnection, call: Call) -> str:
    """Open the number of somebody to call; "" when none is known."""
    return await people.phone_of(db, call.person_id) or ""
