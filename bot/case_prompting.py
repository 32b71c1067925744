"""Looking at cases whose clocks call for it: whom a prompt is for, and letting claims run out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_deeds, case_letters, case_prompts, letters
from bot.case_prompts import OF_HANDS, TO_ABOVE, TO_ASKER, TO_HOLDER, TO_OFFICE, Standing
from bot.replies import Message
from domain.case_deeds import run_out
from domain.cases import Case
from domain.clocks import Moment, Prompt, looked_at, prompts
from domain.ladders import Deed
from domain.people import Person
from domain.worktime import Calendar
from storage import case_clocks, cases, people
from storage.calendars import Book
from storage.case_steps import Doing
from storage.cases import Entry


async def look(db: AsyncConnection, numbers: Sequence[int], book: Book, now: datetime) -> None:
    """Look at some cases, each unless it has moved on meanwhile."""
    for entry in await cases.by_numbers(db, numbers):
        if entry.case.next_at is not None and entry.case.next_at <= now:
            await _look_at(db, entry, book.of_area(entry.case.area_code), now)


async def _look_at(db: AsyncConnection, entry: Entry, calendar: Calendar, now: datetime) -> None:
    seen = entry.case
    looked = looked_at(seen, calendar, now)
    due = prompts(seen, calendar, now)
    if not await case_clocks.note_look(db, seen, looked) or not due:
        return
    held = await case_letters.as_held(db, replace(entry, case=looked), now)
    standing = await _standing(db, held, calendar, Asked(now, due))
    if any(it.prompt is Prompt.RUN_OUT for it in due) and seen.holder_id:
        standing = await _let_run_out(db, standing, seen.holder_id, now)
        due = tuple(it for it in due if it.prompt not in OF_HANDS)
    await _tell(db, standing, due, now)


@dataclass(frozen=True)
class Asked:
    """What is to be said now; of what is not needed for it nothing is loaded."""

    now: datetime
    due: Sequence[Moment]

    def any_of(self, *wanted: Prompt) -> bool:
        """Tell whether any of these prompts is among them."""
        return any(it.prompt in wanted for it in self.due)


async def _standing(
    db: AsyncConnection, entry: Entry, calendar: Calendar, asked: Asked
) -> Standing:
    case, now = entry.case, asked.now
    climbs = asked.any_of(Prompt.DUE, Prompt.OFFICE, *TO_ABOVE)
    place = await case_letters.staffed(db, case, case.higher) if climbs else None
    is_free = case.holder_id is None or asked.any_of(Prompt.RUN_OUT, *TO_OFFICE)
    names_asker = asked.any_of(Prompt.UPDATE, Prompt.NO_REPLY)
    names = await people.names(db, [case.asker_id]) if names_asker else {}
    return Standing(
        entry=entry,
        calendar=calendar,
        asker=names.get(case.asker_id, ""),
        office=tuple(await case_letters.office(db, case, now)) if is_free else (),
        above=None if place is None else case.ladder.rungs[place],
        above_people=tuple(await _at(db, case, place, now)),
    )


async def _at(db: AsyncConnection, case: Case, place: int | None, now: datetime) -> list[Person]:
    if place is None:
        return []
    return await case_letters.office(db, replace(case, rung_index=place), now)


async def _let_run_out(
    db: AsyncConnection, standing: Standing, holder_id: int, now: datetime
) -> Standing:
    """Bring a case back into the queue whose holder kept silent, and tell him."""
    holder = await people.by_id(db, holder_id)
    after = run_out(replace(standing.case, holder_id=holder_id), now)
    kept = await case_deeds.keep(db, Doing(holder, Deed.RAN_OUT), standing.entry, after)
    back = replace(standing, entry=kept)
    once = case_letters.event(kept.case, "lost")
    await letters.post(db, holder, case_prompts.lost(back), once, now)
    return back


async def _tell(
    db: AsyncConnection, standing: Standing, due: Sequence[Moment], now: datetime
) -> None:
    """Write to each reader the last of what is due for him."""
    told: dict[int, tuple[Person, Message, Moment]] = {}
    for moment in due:
        for reader, message in await _letters(db, standing, moment.prompt, now):
            told[reader.id] = reader, message, moment
    for reader, message, moment in told.values():
        once = (
            f"case:{standing.case.number}:{moment.prompt}:{moment.at.astimezone(UTC):%y%m%d%H%M}"
        )
        await letters.post(db, reader, message, once, now)


async def _letters(
    db: AsyncConnection, standing: Standing, prompt: Prompt, now: datetime
) -> list[tuple[Person, Message]]:
    case, found = standing.case, []
    if prompt is not Prompt.REMIND_ASKER and prompt is not Prompt.ABOVE:
        message = case_prompts.to_worker(prompt, standing, now)
        found += [(it, message) for it in await _workers(db, standing, prompt)]
    if prompt in TO_ABOVE:
        found += [(it, case_prompts.to_above(standing)) for it in standing.above_people]
    if prompt in TO_ASKER:
        joined = await cases.joined_to(db, case.number) if prompt is Prompt.DUE else []
        for each in [standing.entry, *joined]:
            asker = await people.by_id(db, each.case.asker_id)
            found.append((asker, case_prompts.to_asker(prompt, standing, each)))
    return found


async def _workers(db: AsyncConnection, standing: Standing, prompt: Prompt) -> Sequence[Person]:
    holder_id = standing.case.holder_id
    if holder_id is None:
        return () if prompt in TO_HOLDER | {Prompt.OFFICE} else standing.office
    if prompt in TO_OFFICE:
        return standing.office
    return (await people.by_id(db, holder_id),)
