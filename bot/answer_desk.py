"""What officers do with public answers: who keeps which, and what becomes of a form."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import answer_cards, answer_steps, case_deeds
from bot.forms import Filling
from bot.menus import keys_of
from bot.replies import Message, Reply, Rows, say
from domain.answers import KEEPERS, Answer, check_open
from domain.areas import ancestors, contains
from domain.calendar import local_day
from domain.cases import Case, State
from domain.ladders import Deed, Kind
from domain.people import Person
from domain.refusals import Joined, Refusal, Text
from storage import absences, answers, areas, audit, case_steps, people


async def kept(db: AsyncConnection, person: Person, numbers: tuple[int, ...]) -> Answer:
    """Load the answer a button is about.

    Raises:
        Refusal: it is for an area that is not this person's to keep, or there is none.
    """
    answer = await answers.by_id(db, numbers[0] if numbers else 0)
    if answer is None or not answer_cards.is_keeper(person, answer.area_code):
        raise Refusal("This is not in your area.")
    return answer


async def card(db: AsyncConnection, answer: Answer, now: datetime) -> tuple[Joined, Rows]:
    """Make a keeper's card of an answer."""
    today, by = local_day(now), await people.by_id(db, answer.set_by)
    area = await areas.name_of(db, answer.area_code)
    kept_by = answer_cards.kept(answer, by.name, await answers.count_readers(db, answer.id))
    words = Joined([answer_cards.text(answer, area, today), kept_by])
    return words, answer_cards.keepers_rows(answer, today)


async def card_message(db: AsyncConnection, answer: Answer, now: datetime) -> Message:
    """Make it as a message of its own."""
    words, rows = await card(db, answer, now)
    return Message(text=words, keyboard=rows)


async def answered(
    db: AsyncConnection, person: Person, numbers: tuple[int, ...], now: datetime
) -> tuple[Case, dict[str, Any]]:
    """Load an answered question of somebody's area, and its words as far as they were typed.

    Raises:
        Refusal: it is none of his, or no answered question.
    """
    case = (await case_deeds.load(db, person, numbers, now)).case
    if not answer_cards.is_keeper(person, case.area_code):
        raise Refusal("This is not in your area.")
    if case.kind is not Kind.QUESTION or case.state is not State.ANSWERED:
        raise Refusal("Only an answered question can be made public. This one is open again.")
    done = await case_steps.of_case(db, case.number)
    typed = {step.deed: step.words.get("text") for step in done if not step.voice}
    names = {"question": Deed.RAISED, "answer": Deed.ANSWERED}
    return case, {name: typed[deed] for name, deed in names.items() if typed.get(deed)}


def codes_for(person: Person, area_code: str) -> list[str]:
    """List the areas for which somebody can publish what was asked in one, the narrowest first."""
    own = person.areas(KEEPERS)
    around = [it for it in ancestors(area_code) if any(contains(outer, it) for outer in own)]
    return [*around, *[it for it in own if contains(it, area_code) and it not in around]]


async def hand_in(filling: Filling) -> Reply:
    """Publish what was described, unless it names somebody or somebody was quicker.

    Raises:
        Refusal: a household's head is named; the answers stay, to be mended.
    """
    today = local_day(filling.now)
    person = await absences.acting(filling.db, filling.person, today)
    filling = replace(filling, person=person)
    fresh = answer_steps.answer_of(filling)
    words = f"{fresh.question}\n{fresh.answer}\n{fresh.source}"
    if named := await answers.heads_named_in(filling.db, fresh.area_code, words):
        raise Refusal(
            "{name} is what the head of a household here is called. Everybody reads this, so "
            "please write it without names: tap ✎ and change it.",
            name=named[0],
        )
    try:
        await _keep(filling, fresh)
        said = Text("✅ It is public now: search finds it, and it is offered to whoever asks.")
    except Refusal as no:  # it will not become possible again, so the form ends
        said = no.text
    reply = say(said, keys=keys_of(person))
    newest = await _newest(filling, fresh)
    if newest is None or not answer_cards.is_keeper(person, newest.area_code):
        return reply
    return reply.and_then(await card_message(filling.db, newest, filling.now))


async def _keep(filling: Filling, fresh: Answer) -> None:
    """Keep the answer as what it was begun as: a new one, one of a case, another wording."""
    db, given, now = filling.db, filling.given, filling.now
    if not answer_cards.is_keeper(filling.person, fresh.area_code):
        raise Refusal("This is not in your area.")
    if "replaces" in given:
        await _follow(filling, given["replaces"], fresh)
    else:
        await _publish(filling, fresh)
    await audit.write(db, filling.person.id, "answer.published", f"answer:{fresh.id}", now)


async def _publish(filling: Filling, fresh: Answer) -> None:
    """Keep a new answer; of a case there is one."""
    db, given = filling.db, filling.given
    if fresh.case_id:
        await answered(db, filling.person, (fresh.case_id,), filling.now)
        if await answers.of_case(db, fresh.case_id):
            raise Refusal("Somebody else has made it public meanwhile. Yours was not kept.")
    await answers.publish(db, fresh)
    if asker := given.get("asker"):
        await answers.note_reader(db, fresh.id, asker, filling.now)


async def _follow(filling: Filling, number: int, fresh: Answer) -> None:
    old = await kept(filling.db, filling.person, (number,))
    check_open(old, local_day(filling.now))
    is_seen = old.version == filling.given["version"]
    if not is_seen or not await answers.follow(filling.db, old, fresh):
        raise Refusal("Somebody else has changed this answer meanwhile. Yours was not kept.")


async def _newest(filling: Filling, fresh: Answer) -> Answer | None:
    """Find what holds now: the answer just kept, or the one that was in its way."""
    db = filling.db
    if mine := await answers.by_id(db, fresh.id):
        return mine
    if fresh.case_id and (public := await answers.of_case(db, fresh.case_id)):
        return public
    old = await answers.by_id(db, filling.given.get("replaces", 0))
    return (await answers.follower(db, old) or old) if old else None
