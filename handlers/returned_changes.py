"""Whoever proposed a change that was returned puts it right, or takes it back."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import (
    change_cards,
    change_deeds,
    change_fields,
    change_letters,
    change_part,
    change_steps,
    form_walk,
    forms,
)
from bot.change_letters import handed_in
from bot.change_values import answer_of, value_of, value_step
from bot.filters import HasRole, Pressed
from bot.forms import Filling, Form, Step
from bot.menus import keys_of
from bot.replies import Reply, change, say
from domain import records, reviews
from domain.changes import MEMBER, OPEN, Change, Wanted
from domain.people import Person
from domain.refusals import Joined, Refusal, Text
from storage import changes, households
from storage.scope import REVEALS

router = Router(name="returned_changes")
router.callback_query.filter(HasRole(*REVEALS))

Numbers = tuple[int, ...]


async def _own(db: AsyncConnection, person: Person, numbers: Numbers) -> Change:
    """Load one's own change that is not decided and still as the button says.

    Raises:
        Refusal: it is somebody else's, decided, or has changed since.
    """
    found = await changes.by_id(db, numbers[0] if numbers else 0)
    if found is None or found.person_id != person.id:
        raise Refusal("This was proposed by somebody else.")
    if found.state not in OPEN or numbers[1:] != (found.version,):
        raise Refusal("This has moved on already. The newest message shows how it stands.")
    return found


@router.callback_query(Pressed("change", "withdraw"))
async def take_it_back(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime, numbers: Numbers
) -> Reply:
    """Take one's own change back."""
    found = await _own(db, person, numbers)
    await change_deeds.keep(db, [reviews.withdraw(found, person.id, now)])
    known = await households.by_id(db, found.household_id)
    if known is None:
        raise LookupError(f"no household {found.household_id}")
    await change_letters.refresh(db, known, now)
    what = change_cards.what(found, known)
    return change(Text("🗑 Taken back: {what}. The record stays as it is.", what=what))


@router.callback_query(Pressed("change", "again"))
async def change_it(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime, numbers: Numbers
) -> Reply:
    """Ask for the value of one returned field again, and for nothing else."""
    found = await _own(db, person, numbers)
    known = await households.seen(db, person, found.household_id)
    if known is None:
        raise Refusal("This household is no longer yours. You can only take it back.")
    current = await change_fields.current(db, known, found)
    given: dict[str, Any] = {
        "about": known.household.head_name,
        "change": found.id,
        "household": found.household_id,
        "version": found.version,
        "field": found.field,
        "member_number": found.member_number,
        "what": {"old": current, "new": found.new, "how": found.evidence, "why": found.reason},
        "whose": change_fields.whose(found, known) or "",
    }
    if found.field == MEMBER:
        given |= {"record": await change_part.given(db, known.id, now)}
    return await form_walk.begin(db, person, AGAIN, now, given)


def _again(filling: Filling) -> tuple[Step, ...]:
    given: Any = filling.given
    if given["field"] == MEMBER:
        return _member_again(given)
    field = records.field_of(given["field"], given["member_number"])
    if field is None:
        return ()
    prompt = Text(
        "{whose} · {field}\nIn the record: {old}\nReturned: {why}\nWhat is right?",
        whose=given["whose"] or Text("Household"),
        field=field.label,
        old=records.masked(field, given["what"]["old"]),
        why=given["what"]["why"],
    )
    before = answer_of(field, given["what"]["new"])
    value = value_step("value", field, prompt, prefill=lambda _filling: before,
                       unchanged=Text("As I proposed"))  # fmt: skip
    return (value, *change_steps.evidence(given["what"]["how"]))


def _member_again(given: Any) -> tuple[Step, ...]:
    first, *others = change_steps.member_again(given["record"], given["what"])
    returned = Text("Returned: {why}", why=given["what"]["why"])
    asked = Joined([returned, first.prompt]) if isinstance(first.prompt, Text) else first.prompt
    evidence = change_steps.evidence(given["what"]["how"])
    return (replace(first, prompt=asked), *others, *evidence)


async def hand_in_again(filling: Filling) -> Reply:
    """Propose the one field again."""
    db, person, given = filling.db, filling.person, filling.given
    found = await changes.by_id(db, given["change"])
    wanted = _wanted(filling, found) if found else None
    if found is None or wanted is None or found.version != given["version"]:
        return say(Text("This has moved on already. Nothing was changed."), keys=keys_of(person))
    made = await _proposed(filling, found, wanted)
    await change_letters.show(db, person.id, made, filling.now)
    return say(await handed_in(db, person, made), keys=keys_of(person), private=True)


def _wanted(filling: Filling, found: Change) -> Wanted | None:
    if found.field == MEMBER:
        return change_part.member_again(filling.draft.answers, found)
    field = records.field_of(found.field, found.member_number)
    if field is None:
        return None
    return Wanted(
        field=found.field,
        member_number=found.member_number,
        old=filling.given["what"]["old"],
        new=value_of(field, filling.answer("value")),
        **change_steps.known_by(filling.draft.answers),
    )


async def _proposed(filling: Filling, found: Change, wanted: Wanted) -> list[Change]:
    """Propose it again; somebody else who joins instead is another change."""
    db, person, now = filling.db, filling.person, filling.now
    if wanted.member_number == found.member_number:
        made = [reviews.propose_again(found, wanted, person.id, now)]
        await change_deeds.keep(db, made)
        return made
    await change_deeds.keep(db, [reviews.withdraw(found, person.id, now)])
    asked = replace(wanted, files=wanted.files or found.files, visit_id=found.visit_id)
    return list(await change_deeds.propose(db, person, found.household_id, [asked], now))


AGAIN = forms.register(
    Form(
        name="change_again",
        title=Text("Change it"),
        steps=_again,
        submit=hand_in_again,
        roles=REVEALS,
        has_summary=False,
        resumes=False,
    )
)
