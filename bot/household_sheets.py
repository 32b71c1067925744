"""What is known of one household, gathered for its card; the reader may see it already."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import income_figures
from bot.income_figures import Year
from domain.calendar import local_day
from domain.haves import Check, Item
from domain.muted import Muting
from domain.pairings import Pairing
from domain.triage import Class
from domain.visits import Visit
from storage import alerts, cases, changes, haves, muted, pairings, people, rules, visits
from storage.cases import Entry
from storage.households import Known

MOST_VISITS, MOST_CASES = 3, 5


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A household's record with everything that hangs on it; `names` are people's by id."""

    known: Known
    today: date
    haves: Mapping[Item, Check]
    checked_for_days: int
    year: Year
    pairings: tuple[Pairing, ...]
    cases: tuple[Entry, ...]
    alerts: Mapping[int, Class]
    visits: tuple[Visit, ...]
    open_changes: int
    muting: Muting | None
    names: Mapping[int, str]


async def gather(db: AsyncConnection, known: Known, now: datetime) -> Sheet:
    """Load it all: so many statements, whatever there is."""
    today = local_day(now)
    paired = await pairings.open_of_household(db, known.id)
    visited = await visits.of_household(db, known.id, MOST_VISITS)
    named = {it.person_id for it in paired} | {it.person_id for it in visited}
    return Sheet(
        known=known,
        today=today,
        haves=await haves.state(db, known.id),
        checked_for_days=(await rules.haves_on(db, today)).checked_for_days,
        year=await income_figures.of_year(db, known, today),
        pairings=tuple(paired),
        cases=tuple(await cases.open_of_household(db, known.id, MOST_CASES)),
        alerts=await alerts.open_of(db, known.id),
        visits=tuple(visited),
        muting=await muted.of_household(db, known.id),
        open_changes=len(await changes.open_of(db, known.id)),
        names=await people.names(db, named),
    )
