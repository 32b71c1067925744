"""Asking a question: the one form for it, from the key, a household, or words already said."""

from datetime import datetime

from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_words, form_walk, forms, raising_steps
from bot.answers import Kind as Asks
from bot.forms import Filling, Form, Step
from bot.menus import keys_of
from bot.raising import Wish, area_of, raise_case, raised_words
from bot.replies import Button, Reply, press, say
from domain.ladders import Kind
from domain.people import Person
from domain.refusals import Joined, Refusal, Text
from storage import answers, audit, households, scope

WHAT, SIMILAR = "what", "similar"
TOPIC = "other"
"""What a question is about its words say; nobody is asked to sort it."""


async def about(db: AsyncConnection, person: Person, household_id: int, now: datetime) -> Reply:
    """Begin a question about a household.

    Raises:
        Refusal: it is not one he sees.
    """
    known = await households.by_id(db, household_id)
    if known is None or not await scope.may_see(db, person, household_id):
        raise Refusal("There is no such household in your area.")
    given = {"household": known.id, "about": known.household.head_name}
    return await form_walk.begin(db, person, ASK, now, given)


async def in_general(db: AsyncConnection, person: Person, now: datetime) -> Reply:
    """Begin a question about nothing in particular."""
    return await form_walk.begin(db, person, ASK, now)


def instead(words: Text, message: Message) -> Reply:
    """Answer what was not understood; one tap takes it as a question, exactly as it stands."""
    rows = [[Button(label=Text("❓ Take it as a question"), press=press("ask", "this"))]]
    return say(words, rows, answers_to=message.message_id)


async def this(db: AsyncConnection, person: Person, message: Message, now: datetime) -> Reply:
    """Take a message that was sent before as the question."""
    await form_walk.begin(db, person, ASK, now)
    return await form_walk.hear_again(db, person, ASK, message, now)


async def _prompt(filling: Filling) -> Text:
    question = Text("What do you want to know? Type or say it in a sentence or two; photos too.")
    if head := filling.given.get("about"):
        return Joined([Text("Household: {name}", name=head), question])
    return question


async def _area(filling: Filling) -> str:
    """Find where the question belongs; the household may be somebody else's by now."""
    number = filling.given.get("household")
    if number is None:
        return await area_of(filling.db, filling.person)
    known = await households.by_id(filling.db, number)
    if known is None or not await scope.may_see(filling.db, filling.person, number):
        raise Refusal("This household is no longer one you see. Please tap Cancel.")
    return known.household.area_code


async def hand_in(filling: Filling) -> Reply:
    """File the question, unless an answer that stands already was what he wanted."""
    db, person = filling.db, filling.person
    if number := raising_steps.answered_by(filling.answer(SIMILAR)):
        await take_answer(db, person, number, filling.now)
        words = Text("Good. If this answer changes, you will be told. Nothing was handed in.")
        return say(words, keys=keys_of(person), private=True)
    wish = Wish(
        kind=Kind.QUESTION,
        household_id=filling.given.get("household"),
        area_code=await _area(filling),
        topic=TOPIC,
        words=case_words.of(filling, WHAT),
        heard=case_words.heard_in(filling, WHAT),
    )
    entry = await raise_case(db, person, wish, filling.now)
    return say(await raised_words(db, entry), keys=keys_of(person), private=True)


async def take_answer(db: AsyncConnection, person: Person, number: int, now: datetime) -> None:
    """Remember that an answer that stands was what somebody wanted."""
    await answers.note_reader(db, number, person.id, now)
    await audit.write(db, person.id, "answer.taken", f"answer:{number}", now)


ASK = forms.register(
    Form(
        name="ask",
        title=Text("Question"),
        steps=(
            Step(name=WHAT, kind=Asks.TEXT, prompt=_prompt, with_photos=True),
            raising_steps.similar_step(SIMILAR, WHAT),
        ),
        submit=hand_in,
        has_summary=False,
        resumes=False,
    )
)
