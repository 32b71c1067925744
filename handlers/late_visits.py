"""Late entries (补录): a helper records afterwards a visit that was made without a check-in."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import (
    form_walk,
    forms,
    late_cards,
    late_letters,
    late_steps,
    raising,
    visit_cards,
    visit_settling,
)
from bot.filters import HasRole, Pressed, Says
from bot.forms import Filling, Form
from bot.menus import HELPERS
from bot.replies import Button, Reply, in_rows, press, say
from bot.visit_settling import wish_of
from bot.visit_steps import NEXT, reused_photos
from domain.calendar import local_day
from domain.late_visits import Claims, Rules, may_begin, refuse_day
from domain.people import Person
from domain.refusals import Joined, Refusal, Text
from domain.visits import State, Visit
from storage import audit, drafts, files, households, late_visits, pairings, rules, visits
from storage.households import Known
from storage.ids import new_id

router = Router(name="late_visits")
router.message.filter(HasRole(*HELPERS))
router.callback_query.filter(HasRole(*HELPERS))

MENDS = "mends"
"""Under this name a draft keeps the visit in whose place it comes."""


@router.message(Says("late", "Late entry"))
async def enter_late(
    _message: Message, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Begin with the only household, or ask which."""
    return await _choose(db, person, now)


@router.callback_query(Pressed("late", "begin"))
async def enter_late_here(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Do the same from the visit's key, a household's card or a list."""
    if not numbers:
        return await _choose(db, person, now)
    return await _begin(db, person, numbers[0], now)


async def _choose(db: AsyncConnection, person: Person, now: datetime) -> Reply:
    mine = [it for it in await pairings.places_of(db, person) if it.household_id]
    if not mine:
        raise Refusal(
            "No household is paired with you yet. Please ask your information officer to pair you."
        )
    returned = await _sent_back(db, person, now)
    if len(mine) == 1 and not returned:
        return await _begin(db, person, mine[0].household_id or 0, now)
    buttons = [
        Button(label=it.name, press=press("late", "begin", it.household_id or 0)) for it in mine
    ]
    words = Joined(
        [
            Text("An entry was sent back to you: tap ✎ to change it.") if returned else "",
            Text("Which household did you visit?"),
        ]
    )
    return say(words, [*returned, *in_rows(buttons)], private=True)


async def _sent_back(db: AsyncConnection, person: Person, now: datetime) -> list[list[Button]]:
    """Offer what was sent back and not made good: the officer's letter may be far up the chat."""
    book = await rules.late_visits_on(db, local_day(now))
    since = local_day(now) - timedelta(days=book.late_visit_days)
    return [[late_cards.mend(it)] for it in await late_visits.sent_back(db, person.id, since)]


async def _begin(db: AsyncConnection, person: Person, household_id: int, now: datetime) -> Reply:
    known, claims, book = await _paired(db, person, household_id, now)
    may_begin(claims, book, now)
    given = await late_steps.given(db, known, claims, book, now)
    return await form_walk.begin(db, person, LATE, now, given)


async def _paired(
    db: AsyncConnection, person: Person, household_id: int, now: datetime
) -> tuple[Known, Claims, Rules]:
    """Load a household of one's own, and what limits a claim about it."""
    book = await rules.late_visits_on(db, local_day(now))
    since = local_day(now) - timedelta(days=book.late_visit_days)
    claims = await late_visits.claims(db, person, household_id, since)
    known = await households.by_id(db, household_id)
    if claims is None or known is None:
        raise Refusal("This household is not paired with you.")
    return known, claims, book


async def hand_in(filling: Filling) -> Reply:
    """Let the claim wait for the village's officer; it counts as waiting until then."""
    db, now, visit = filling.db, filling.now, _visit(filling)
    known, claims, book = await _paired(db, filling.person, visit.household_id, now)
    refuse_day(local_day(visit.at), claims, book, now)
    if wish := wish_of(visit, known):
        await raising.first_office(db, filling.person, wish.kind, wish.area_code, now)
    if not await late_letters.officers(db, visit):
        raise Refusal(
            "No information officer is entered yet who could look at it. "
            "Please tell the administrator; your answers wait here."
        )
    await visits.add(db, visit)
    await _keep_files(filling, visit)
    await audit.write(db, filling.person.id, "late_visit.handed_in", f"visit:{visit.id}", now)
    officers = await late_letters.show(db, visit, now)
    return Reply(messages=(late_cards.handed_in(visit, officers),))


def _visit(filling: Filling) -> Visit:
    return Visit(
        id=new_id(),
        household_id=filling.given["household"],
        person_id=filling.person.id,
        at=late_steps.at_of(filling),
        handed_in_at=filling.now,
        state=State.WAITING,
        is_late=True,
        next_on=date.fromisoformat(filling.answer(NEXT.name)),
        given=visit_settling.given_of(filling),
        answers=filling.draft.answers,
    )


async def _keep_files(filling: Filling, visit: Visit) -> None:
    """Photos must not be cleared away while an officer takes his time."""
    subject = f"visit:{visit.id}"
    if before := filling.given.get(MENDS):
        await files.pass_on(filling.db, f"visit:{before}", subject)
    await files.link(filling.db, visit_cards.files_of(visit), subject)


async def _own(db: AsyncConnection, person: Person, numbers: tuple[int, ...]) -> Visit:
    visit = await visits.by_id(db, numbers[0] if numbers else 0)
    if visit is None or visit.person_id != person.id or not visit.is_late:
        raise Refusal("This visit is not yours.")
    return visit


@router.callback_query(Pressed("late", "undo"))
async def take_it_back(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Take a late entry back while nobody has decided; the form opens again with its answers."""
    visit = await _own(db, person, numbers)
    if visit.state is State.UNDONE:
        raise Refusal("This visit was taken back already. Your answers are with the open form.")
    is_open = visit.state is State.WAITING
    if not is_open or not await visits.move(db, visit, State.UNDONE, None, now):
        raise Refusal("An officer has decided about it already; the newest message says how.")
    await files.pass_on(db, f"visit:{visit.id}", None)
    undone = replace(visit, state=State.UNDONE, version=visit.version + 1)
    await late_letters.refresh(db, await late_letters.entry_of(db, undone), now)
    await audit.write(db, person.id, "late_visit.undone", f"visit:{visit.id}", now)
    return await _open_again(db, person, visit, now)


@router.callback_query(Pressed("late", "mend"))
async def mend(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Open a late entry again that was sent back, with all its answers."""
    visit = await _own(db, person, numbers)
    if visit.state is not State.REFUSED:
        raise Refusal("This late entry is not open for changes any more.")
    return await _open_again(db, person, visit, now)


async def _open_again(db: AsyncConnection, person: Person, visit: Visit, now: datetime) -> Reply:
    _, claims, book = await _paired(db, person, visit.household_id, now)
    fresh = {late_steps.NAME: late_steps.limits(claims, book), MENDS: visit.id}
    begun = drafts.begin(person.id, LATE.name, LATE.version, {**visit.given, **fresh})
    draft = replace(begun, answers=dict(visit.answers))
    reply = await form_walk.take_back(LATE, Filling(db=db, person=person, draft=draft, now=now))
    first, *others = reply.messages
    over = Text("Nothing is lost: change it and hand it in again.")
    return Reply(messages=(replace(first, edits=True), *others), toast=over)


LATE = forms.register(
    Form(
        name="late_visit",
        title=Text("Late entry of a visit"),
        steps=late_steps.steps,
        submit=hand_in,
        roles=HELPERS,
        rest=Text("⏩ The rest is unchanged"),
        remarks=reused_photos,
    )
)
