"""Deeds that need words: declared as `Worded`, begun with a press, done when the words come."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_deeds, case_letters, case_words, form_walk, forms
from bot.answers import Kind as Answer
from bot.filters import Pressed
from bot.forms import Filling, Form, Options, Step, no_options
from bot.menus import keys_of
from bot.replies import Reply, say
from domain.calendar import local_day
from domain.case_deeds import check
from domain.cases import Case
from domain.ladders import DESKS, Deed
from domain.people import Person, Role
from domain.refusals import Joined, Refusal, Text
from storage import absences
from storage.case_steps import Doing
from storage.cases import Entry

Decide = Callable[[Filling, Entry], Awaitable[Case]]
"""Gives the case after the deed, from what was answered; or refuses."""
Ready = Callable[[AsyncConnection, Person, Entry, datetime], Awaitable[None]]
"""Refuses what somebody may not do, or what is not possible yet."""
UNSENT = Text("It was not passed on. What you wrote still stands above, in your own message.")


def said_words(filling: Filling) -> Any:
    """Take what was typed or spoken at the step `words`, and the photos beside it."""
    return case_words.of(filling, "words")


def to_nobody(_filling: Filling) -> int | None:
    """Give it to nobody."""
    return None


async def _nothing_missing(
    _db: AsyncConnection, _person: Person, _entry: Entry, _now: datetime
) -> None:
    """Let it be done."""


async def _done(filling: Filling, entry: Entry) -> Text:
    return await case_deeds.done_words(filling.db, entry, filling.now)


@dataclass(frozen=True, kw_only=True)
class Worded:
    """A deed that needs words: the steps that ask for them, and what becomes of the case.

    `told` gives what is kept with the step: a text, or a mapping with `text` or `voice`, photos
    and whatever it links to. `to_id` is whom the case goes to. `done` says that it is kept.
    `ready` is asked before any words are asked for, and again when they have come.
    """

    name: str
    title: Text
    deed: Deed
    decide: Decide
    steps: tuple[Step, ...] | Callable[[Filling], tuple[Step, ...]]
    told: Callable[[Filling], Any] = said_words
    to_id: Callable[[Filling], int | None] = to_nobody
    done: Callable[[Filling, Entry], Awaitable[Text]] = _done
    ready: Ready = _nothing_missing
    roles: frozenset[Role] = DESKS


def words_step(
    prompt: Text, options: Callable[[Filling], Awaitable[Options]] = no_options, **more: Any
) -> Step:
    """Ask for the words of a deed; the options are suggestions."""
    return Step(name="words", kind=Answer.TEXT, prompt=prompt, options=options, **more)


def with_words(router: Router, call: Pressed, worded: Worded) -> None:
    """Declare a deed that needs words, and the button that asks for them."""
    form = forms.register(
        Form(
            name=worded.name,
            title=worded.title,
            steps=worded.steps,
            submit=partial(_hand_in, worded),
            roles=worded.roles,
            has_summary=False,
            resumes=False,
        )
    )

    async def ask(
        _query: CallbackQuery,
        person: Person,
        db: AsyncConnection,
        now: datetime,
        numbers: tuple[int, ...],
    ) -> Reply:
        entry = await case_deeds.for_deed(db, person, numbers, worded.deed, now)
        if isinstance(entry, Reply):
            return entry
        await worded.ready(db, person, entry, now)
        given = {"case": entry.case.number, "rung": entry.case.rung_index}
        return await form_walk.begin(db, person, form, now, given)

    ask.__name__ = worded.name
    router.callback_query(call)(ask)


async def _hand_in(worded: Worded, filling: Filling) -> Reply:
    """Do the deed; where it cannot be done any more the form ends with how the case stands.

    What the asker added meanwhile is no reason to lose what somebody has written.
    """
    db, now = filling.db, filling.now
    person = await absences.acting(db, filling.person, local_day(now))
    filling = replace(filling, person=person)
    try:
        entry = await case_deeds.load(db, person, (filling.given["case"],), now)
        if entry.case.rung_index != filling.given["rung"]:
            return await _too_late(filling, entry)
        check(entry.case, person, worded.deed, now, entry.holder)
        await worded.ready(db, person, entry, now)
        after = await worded.decide(filling, entry)
    except Refusal as no:  # it will not become possible again, so the form ends
        return say(Joined([no.text, UNSENT]), keys=keys_of(person))
    doing = Doing(person, worded.deed, worded.told(filling), worded.to_id(filling))
    kept = await case_deeds.keep(db, doing, entry, after)
    heard = case_words.heard_in(filling, "words")
    await case_words.keep(db, kept.case, person, doing.words, heard)
    return say(await worded.done(filling, kept), keys=keys_of(person), private=True)


async def _too_late(filling: Filling, entry: Entry) -> Reply:
    card = await case_letters.card_for(filling.db, entry, filling.person, filling.now)
    happened = await case_deeds.happened_last(filling.db, entry)
    words = Joined([happened, UNSENT])
    return say(words, keys=keys_of(filling.person)).and_then(card)
