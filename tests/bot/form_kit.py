"""A form for plays: photos, twenty villages, several crops, words that may be left out."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from bot import form_walk, forms, letters
from bot.answers import Kind
from bot.forms import Filling, Form, Option, Step
from bot.replies import Reply, say
from domain.refusals import Refusal, Text
from storage import outbox, people, senders
from storage.drafts import Draft
from storage.outbox import REPLIES
from tests.kit.actions import picture
from tests.kit.stage import Stage

MOST_PHOTOS = 10


async def _villages(_filling: Filling) -> list[Option]:
    return [Option(key=f"v{number}", label=f"第{number}村") for number in range(1, 21)]


async def _crops(_filling: Filling) -> list[Option]:
    return [Option(key=key, label=label) for key, label in (("rice", "水稻"), ("cane", "甘蔗"))]


def _not_alone(value: Any, filling: Filling) -> Any:
    """The first village grows cane only: a check that leans on an earlier answer."""
    if filling.answer("village") == "v1" and value != ["cane"]:
        raise Refusal("Please tap one of the buttons under the question.")
    return value


async def _hand_in(filling: Filling) -> Reply:
    return say(str(sorted(filling.draft.answers)))


SURVEY = Form(
    name="survey",
    title=Text("调查"),
    steps=(
        Step(name="photos", kind=Kind.PHOTOS, prompt=Text("照片？"), most=MOST_PHOTOS),
        Step(name="village", kind=Kind.CHOOSE, prompt=Text("哪个村？"), options=_villages),
        Step(
            name="crops",
            kind=Kind.CHOOSE_MANY,
            prompt=Text("种什么？"),
            options=_crops,
            check=_not_alone,
        ),
        Step(name="words", kind=Kind.TEXT, prompt=Text("还有？"), optional=True),
    ),
    submit=_hand_in,
)


@contextmanager
def registered(form: Form) -> Iterator[Form]:
    """Make a form known inside the block."""
    before = dict(forms._forms)
    forms._forms[form.name] = form
    try:
        yield form
    finally:
        forms._forms.clear()
        forms._forms.update(before)


async def begin(stage: Stage, who: str, form: Form) -> None:
    """Open a form in somebody's chat, as a handler would."""
    now = stage.app.clock()
    async with stage.app.database.write() as db:
        person = await people.by_telegram(db, stage.users[who])
        assert person
        reply = await form_walk.begin(db, person, form, now)
        key = f"begin:{stage.world.next_number()}"
        parcel = letters.parcel(reply.messages[0], stage.users[who], key, now, REPLIES)
        await outbox.post(db, parcel)
    await stage.settle()


async def draft_of(stage: Stage, who: str) -> Draft:
    """Look at the form somebody is in the middle of."""
    async with stage.app.database.read() as db:
        draft = (await senders.by_telegram(db, stage.users[who]))[1]
    assert draft
    return draft


def send_album(stage: Stage, who: str, count: int) -> None:
    """Send so many different photos as one album."""
    stage.world.send_album(stage.users[who], [picture(n) for n in range(count)])


async def wait(stage: Stage, seconds: float) -> list[str]:
    """Let time pass; returns what was said meanwhile."""
    stage.heard.clear()
    stage.world.clock.move_by(timedelta(seconds=seconds))
    await stage.settle()
    return [line.words for line in stage.heard]
