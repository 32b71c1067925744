"""The working calendar as it reads: office hours, holidays, days that were changed, pauses."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.replies import Button, Message, press
from domain.calendar import is_presumed, local_day, rests, worked_weekends
from domain.pauses import Pause
from domain.people import Person, Role
from domain.refusals import Joined, Text
from domain.worktime import Rules
from storage import areas, calendars, pauses
from storage.calendars import KeptDay

FIRST_YEAR, LAST_YEAR = 2024, 2060
KEEPERS = frozenset({Role.ADMIN, Role.DISTRICT_OFFICE})
"""Who sees the calendar and pauses areas; days are an administrator's."""
MOST_PAUSES = 8


def areas_of(person: Person) -> Sequence[str]:
    """List where somebody can pause clocks; "" stands for everywhere."""
    return [""] if Role.ADMIN in person.roles else person.areas({Role.DISTRICT_OFFICE})


async def card(db: AsyncConnection, reader: Person, year: int, now: datetime) -> Message:
    """Write a year of the calendar, and the pauses there are."""
    year = min(max(year, FIRST_YEAR), LAST_YEAR)
    kept = await calendars.kept_days(db, year)
    book = await calendars.book(db, now)
    hours = book.of_area("").hours_on(local_day(now))
    open_pauses = await pauses.not_over(db, local_day(now), areas_of(reader))
    names = await areas.names(db)
    lines = [
        Text("<b>Working calendar {year}</b>", year=year),
        Text("🕘 Offices work {hours}", hours=hours_words(hours)),
        *_year_lines(year, kept),
        *[pause_line(it, names) for it in open_pauses[:MOST_PAUSES]],
    ]
    return Message(text=Joined(lines), keyboard=_rows(reader, year, open_pauses, names))


def hours_words(hours: Rules) -> str:
    """Write office hours, 09:00–12:00 14:00–18:00."""
    return " ".join(f"{_time(first)}–{_time(last)}" for first, last in hours.pieces)


def _time(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _year_lines(year: int, kept: Sequence[KeptDay]) -> list[Text]:
    overrides = {it.day: it.is_working for it in kept}
    lines = []
    if is_presumed(year):
        lines.append(
            Text("⚠️ Presumed: the official holidays of this year are not known here yet.")
        )
    if runs := rests(year, overrides):
        lines.append(Text("🏖 Rest: {days}", days=Joined([_run(*it) for it in runs], by=" · ")))
    if days := worked_weekends(year, overrides):
        listed = Joined([day_words(it) for it in days], by=" · ")
        lines.append(Text("💼 Weekends that work: {days}", days=listed))
    return [*lines, *[_kept_line(it) for it in kept]]


def _run(first: date, last: date) -> Text:
    if first == last:
        return day_words(first)
    return Text("{first} to {last}", first=day_words(first), last=day_words(last))


def day_words(day: date) -> Text:
    """Write a day without its year, 7月20日."""
    return Text("{month}-{day}", month=day.month, day=day.day)


def _kept_line(kept: KeptDay) -> Text:
    words = (
        Text("✎ {day} works: {reason} ({by})")
        if kept.is_working
        else Text("✎ {day} rests: {reason} ({by})")
    )
    return Text(words.msgid, day=day_words(kept.day), reason=kept.reason, by=kept.by)


def pause_line(pause: Pause, names: dict[str, str]) -> Text:
    """Write a pause in one line."""
    return Text(
        "⏸ {area}: clocks stand {since} to {until}, {reason}",
        area=names.get(pause.area_code, pause.area_code),
        since=pause.since_on,
        until=pause.until_on,
        reason=pause.reason,
    )


def _rows(
    reader: Person, year: int, open_pauses: Sequence[Pause], names: dict[str, str]
) -> list[list[Button]]:
    turns = [
        Button(label=f"‹ {year - 1}", press=press("calendar", "year", year - 1)),
        Button(label=f"{year + 1} ›", press=press("calendar", "year", year + 1)),
    ]
    change = Button(label=Text("✎ Change a day"), press=press("calendar", "day"))
    stop = Button(label=Text("⏸ Let clocks stand"), press=press("pause", "add"))
    shown = [
        Button(
            label=Text("⏸ {area}", area=names.get(it.area_code, it.area_code)),
            press=press("pause", "show", it.id),
        )
        for it in open_pauses[:MOST_PAUSES]
        if _may_change(reader, it)
    ]
    own = [change, stop] if Role.ADMIN in reader.roles else [stop]
    return [turns, own, *[[it] for it in shown]]


def _may_change(reader: Person, pause: Pause) -> bool:
    return any(pause.area_code.startswith(code) for code in areas_of(reader))


async def pause_card(db: AsyncConnection, pause: Pause, now: datetime) -> Message:
    """Write one pause: whom it concerns, and what can be done with it."""
    names = await areas.names(db)
    count = await pauses.open_cases(db, pause.area_code)
    concerns = Text("It concerns {count} open cases; their due times move along.", count=count)
    if pause.is_over(now):
        over = Text("It is over; clocks run again.")
        return Message(text=Joined([pause_line(pause, names), over]), keyboard=[])
    row = [
        Button(label=Text("📅 Change the end"),
               press=press("pause", "extend", pause.id, pause.version)),
        Button(label=Text("▶ Lift it now"), press=press("pause", "lift", pause.id, pause.version)),
    ]  # fmt: skip
    return Message(text=Joined([pause_line(pause, names), concerns]), keyboard=[row])
