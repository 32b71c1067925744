"""What is known of a page of people before they are told: what waits, and how it stands now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import rise_letters, rise_readers
from bot.digest_cards import CARD, Item
from domain.calendar import local_day, working_day_by
from domain.campaign_looks import AGAIN, CALL, is_about, is_put_off, named
from domain.campaigns import Campaign, Owing, Standing
from domain.people import Person
from domain.refusals import Joined, Text
from domain.rises import is_rise
from domain.speaking import Quiet, Rules, may_speak
from domain.worktime import A_DAY
from storage import (
    campaign_marks,
    campaigns,
    criteria,
    outbox,
    people,
    pushes,
    quiet_hours,
    rules,
    tellings,
)
from storage.calendars import Book
from storage.ids import new_id
from storage.tellings import Outcome, Settled, Telling

DIGEST, RISES = "digest", "rises"
"""How once-keys begin; the first letter of a day ends with the day."""
Matter = tuple[int, int]
"""A campaign's number and a person's id."""


@dataclass
class Pile:
    """What waits for somebody, sorted by what becomes of it."""

    open: list[Telling] = field(default_factory=list)
    overtaken: list[Telling] = field(default_factory=list)
    over: list[Telling] = field(default_factory=list)
    snoozed: list[Telling] = field(default_factory=list)
    calls: list[Telling] = field(default_factory=list)
    rises: list[Telling] = field(default_factory=list)

    @property
    def all(self) -> list[Telling]:
        """Everything."""
        parts = self.open, self.overtaken, self.over, self.snoozed, self.calls, self.rises
        return [it for part in parts for it in part]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A page of people who are held, with all that decides what they are told."""

    now: datetime
    book: Book
    rules: Rules
    people: Sequence[Person]
    waiting: Sequence[Telling]
    campaigns: dict[int, Campaign]
    owings: dict[Matter, list[Owing]]
    """By campaign and whoever is to do it: his own, and what he took over."""
    snoozed: dict[Matter, datetime]
    quiet: dict[int, Quiet]
    known: frozenset[str]
    """Letters of today that were written already, by key."""
    before: dict[int, int]
    """The message of the newest digest, by chat."""
    shown: dict[Matter, list[str]]
    """Who was shown a miss, by name."""
    hushed: dict[int, int]
    """How much came to each without a sound since the last working day."""
    askers: dict[int, str]
    """Who asks people again, by id."""

    settled: list[Settled] = field(default_factory=list)
    """What becomes of what waited, kept at the end."""

    def settle(self, told: Iterable[Telling], outcome: Outcome, key: str = "") -> None:
        """Let this become of what waited."""
        self.settled.extend(Settled(it, outcome, key) for it in told)

    def once(self, kind: str, person: Person) -> tuple[str, bool]:
        """Name a letter by its day, a further one by a number; tell whether it is the first."""
        is_first = first_of(kind, person, self.now) not in self.known
        once = f"{kind}:{local_day(self.now)}"
        return (once, True) if is_first else (f"{once}:{new_id()}", False)

    def may_tell(self, person: Person) -> bool:
        """Tell whether somebody may be spoken to now."""
        calendar = self.book.of_area(self._place(person))
        return may_speak(self.now, calendar, self.quiet.get(person.id), self.rules)

    def _place(self, person: Person) -> str:
        """Give where somebody works: where his tasks are, else where he holds a duty."""
        mine = (
            it for (_, whose), found in self.owings.items() if whose == person.id for it in found
        )
        own = (it.area_code for it in mine)
        held = (it.area_code for it in person.duties if it.area_code)
        return next(own, "") or next(held, "")

    def pile(self, person: Person) -> Pile:
        """Sort what waits for somebody; of several reminders of one task the last is told."""
        pile, last = Pile(), dict[int, Telling]()
        for it in (it for it in self.waiting if it.person_id == person.id):
            self._part_of(pile, it).append(it)
        for it in pile.open:
            if it.campaign in last:
                pile.overtaken.append(last[it.campaign])
            last[it.campaign] = it
        pile.open = list(last.values())
        return pile

    def _part_of(self, pile: Pile, it: Telling) -> list[Telling]:
        step = it.event.partition("@")[0]
        if is_rise(it.event):
            return pile.rises
        if step == CALL:
            return pile.calls
        matter = it.campaign, it.person_id
        owings = self.owings.get(matter, ())
        if not any(
            one.standing is Standing.OPEN and is_about(it.event, one.due_at) for one in owings
        ):
            return pile.over
        until_at = self.snoozed.get(matter)
        return pile.snoozed if is_put_off(it.event, until_at, self.now) else pile.open

    def items(self, person: Person, pile: Pile) -> list[Item]:
        """List what somebody owes and was told of before, or is told of now."""
        events = {it.campaign: it.event for it in pile.open}
        return [
            Item(
                campaign=self.campaigns[number],
                owing=owing,
                event=events.get(number, ""),
                warning=self._warning(number, owing),
                asked_by=self._asked_by(number, person),
            )
            for (number, whose), found in self.owings.items()
            if whose == person.id and ((number, whose) not in self.snoozed or number in events)
            for owing in found
            if owing.standing is Standing.OPEN
        ]

    def _asked_by(self, number: int, person: Person) -> str:
        """Name who asks him again for a task."""
        asked = [
            it.by_id for it in self.waiting if (it.campaign, it.person_id) == (number, person.id)
        ]
        return next((self.askers[it] for it in asked if it in self.askers), "")

    def _warning(self, number: int, owing: Owing) -> Text | str:
        """Say who hears of a miss, or once it is one who was told."""
        if owing.due_at >= self.now:
            return rise_letters.warning(self.campaigns[number], owing)
        names = self.shown.get((number, owing.person_id))
        return Text("{names} was told of it.", names=Joined(names, by="、")) if names else ""


async def laid(db: AsyncConnection, person_ids: Iterable[int], book: Book, now: datetime) -> Desk:
    """Hold these people, those whom no other process holds, and load what is known of them."""
    held = await people.hold(db, person_ids)
    waiting = [it for it in await tellings.waiting_of(db, held) if not _is_later(it, now)]
    running = {it.number: it for it in await campaigns.running(db)}
    matters = {(it.campaign, it.person_id) for it in waiting if it.campaign in running}
    matters |= await tellings.told_of(db, running, held)
    matters |= await campaign_marks.taken_over(db, running, held)
    owings = await _owings(db, running, matters, now)
    persons = await people.by_ids(db, held)
    keys = [first_of(kind, it, now) for it in persons for kind in (DIGEST, RISES)]
    chats = [it.telegram_id for it in persons if it.telegram_id is not None]
    return Desk(
        now=now,
        book=book,
        rules=await rules.speaking_on(db, local_day(now)),
        people=persons,
        waiting=waiting,
        campaigns=running,
        owings=owings,
        snoozed=await campaign_marks.snoozed(db, held, now),
        quiet=await quiet_hours.of(db, held),
        known=await outbox.known(db, keys),
        before=await outbox.card_messages(db, CARD, chats),
        shown=await _shown(db, running, [it for found in owings.values() for it in found], now),
        hushed=await pushes.hushed_since(db, held, last_day(book, now)),
        askers=await people.names(db, {it.by_id for it in waiting if it.by_id}),
    )


def last_day(book: Book, now: datetime) -> date:
    """Give the working day before today."""
    return working_day_by(local_day(now) - A_DAY, book.overrides)


def first_of(kind: str, person: Person, now: datetime) -> str:
    """Name the key of somebody's first letter of a kind and day."""
    return f"{kind}:{local_day(now)}:{person.id}"


def _is_later(telling: Telling, now: datetime) -> bool:
    """Tell whether somebody asked to hear of it on a later day."""
    step, _, day = telling.event.partition("@")
    return step == AGAIN and day > f"{local_day(now):%Y%m%d}"


async def _owings(
    db: AsyncConnection, running: dict[int, Campaign], matters: Iterable[Matter], now: datetime
) -> dict[Matter, list[Owing]]:
    by_campaign: dict[int, set[int]] = {}
    for number, person_id in matters:
        by_campaign.setdefault(number, set()).add(person_id)
    found: dict[Matter, list[Owing]] = {}
    for number, ids in by_campaign.items():
        for owing in await criteria.owing(db, running[number], now, sorted(ids)):
            found.setdefault((number, owing.holder_id), []).append(owing)
    return found


async def _shown(
    db: AsyncConnection, running: dict[int, Campaign], owings: Iterable[Owing], now: datetime
) -> dict[Matter, list[str]]:
    """Find who was shown these misses first: the nearest officers and the unit's managers."""
    missed: dict[tuple[int, datetime], list[Owing]] = {}
    for it in owings:
        if it.standing is Standing.OPEN and it.due_at < now and running[it.campaign].rises:
            missed.setdefault((it.campaign, it.due_at), []).append(it)
    found: dict[Matter, list[str]] = {}
    for (number, due_at), those in missed.items():
        level = running[number].rises[0].level
        told = await tellings.readers(db, number, named(level, due_at))
        near = await rise_readers.all_readers(db, level, those, now) if told else {}
        names = await people.names(db, set(near) & told)
        for reader, name in sorted(names.items(), key=lambda it: it[1]):
            for it in near[reader]:
                found.setdefault((number, it.person_id), []).append(name)
    return found
