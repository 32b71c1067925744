"""Somebody who walks through any form: answers, presses, and looks at the draft that is kept."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from bot import form_walk, letters
from bot.answers import Kind
from bot.app import assembled
from bot.forms import Filling, Form, Step
from bot.settings import Settings
from storage import outbox, people, senders
from storage.drafts import Draft
from storage.outbox import REPLIES
from tests.kit.actions import picture
from tests.kit.stage import Stage
from tests.kit.wire import Wire

Given = dict[str, Any] | None
Prepare = Callable[[Stage], Awaitable[Given]]
TYPED = {
    Kind.TEXT: "话说得清楚",
    Kind.WORDS_OR_FILE: "话说得清楚",
    Kind.NUMBER: "42",
    Kind.DATE: "今天",
}
NONSENSE = "胡言乱语没有这一项"
UNFIT: dict[Kind, tuple[str, ...]] = {
    Kind.CHOOSE: (NONSENSE,),
    Kind.CHOOSE_MANY: (NONSENSE,),
    Kind.TEXT: ("长" * 2001,),
    Kind.NUMBER: (NONSENSE, "NaN", "-Infinity", "1e999999", "1e-999999"),
    Kind.DATE: (NONSENSE, "2026-02-30", "99999"),
    Kind.LOCATION: (NONSENSE,),
    Kind.PHOTOS: (NONSENSE,),
    Kind.CONTACT: (NONSENSE,),
    Kind.WORDS_OR_FILE: ("长" * 2001,),
}


async def _nothing(_stage: Stage) -> Given:
    return {}


@dataclass(frozen=True)
class Part:
    """Who fills a form in, what it is begun with, and answers that are typed at a step."""

    who: str = "韦秀英"
    prepare: Prepare = _nothing
    typed: dict[str, str] = field(default_factory=dict)
    unfit: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    left: frozenset[str] = frozenset()
    """Steps that are left as they stand, for another answer would never end."""


@dataclass
class Walker:
    """Somebody in a form."""

    stage: Stage
    form: Form
    part: Part

    @property
    def user(self) -> int:
        """Whose phone it is."""
        return self.stage.users[self.part.who]

    async def begin(self) -> None:
        """Open the form, unless preparing it opened it already."""
        given = await self.part.prepare(self.stage)
        app, now = self.stage.app, self.stage.app.clock()
        if given is None:
            return
        async with app.database.write() as db:
            person = await people.by_telegram(db, self.user)
            assert person
            reply = await form_walk.begin(db, person, self.form, now, given)
            key = f"begin:{self.stage.world.next_number()}"
            parcel = letters.parcel(reply.messages[0], self.user, key, now, REPLIES)
            await outbox.post(db, parcel)
        await self.stage.settle()

    async def draft(self) -> Draft | None:
        """Look at what is open now."""
        async with self.stage.app.database.read() as db:
            return (await senders.by_telegram(db, self.user))[1]

    async def step(self) -> Step | None:
        """Look at the open question; None on the summary and when nothing is open."""
        filling = await self.filling()
        return self.form.step(filling.draft.step, filling) if filling else None

    async def filling(self) -> Filling | None:
        """Look at what is open as the form does."""
        async with self.stage.app.database.read() as db:
            person, draft = await senders.by_telegram(db, self.user)
        now = self.stage.app.clock()
        assert person
        return Filling(db=db, person=person, draft=draft, now=now) if draft else None

    async def first_opens(self, step: Step) -> bool:
        """Tell whether the first option of a question leads further."""
        filling = await self.filling()
        if filling is None:
            return False
        async with self.stage.app.database.read() as db:
            return (await step.options(replace(filling, db=db)))[0].opens

    async def type(self, words: str) -> None:
        """Write something."""
        self.stage.world.send_text(self.user, words)
        await self.stage.settle()

    def buttons(self) -> tuple[int, list[str]]:
        """Return the newest message of the form, or else of all, and what its buttons say."""
        history = self.stage.world.history(self.user)
        for message in reversed(history):
            rows = message.get("reply_markup", {}).get("inline_keyboard", [])
            found = [button["callback_data"] for row in rows for button in row]
            if any(data.startswith("f:") for data in found):
                return message["message_id"], found
        return history[-1]["message_id"], []

    def offers(self, verb: str) -> list[str]:
        """List the buttons of one kind on the newest screen."""
        return [data for data in self.buttons()[1] if data.split(":")[1] == verb]

    async def press(self, data: str, user: int | None = None) -> None:
        """Press a button of the newest screen; it need not be on it, nor one's own."""
        number, known = self.buttons()
        if user is None:
            self.stage.world.press(self.user, number, data, forged=data not in known)
        else:
            number = self.stage.world.history(user)[-1]["message_id"]
            self.stage.world.press(user, number, data, forged=True)
        await self.stage.settle()

    async def tap(self, verb: str, argument: str = "") -> None:
        """Press a button of the present revision, whether or not it is shown."""
        draft = await self.draft()
        assert draft
        tail = f":{argument}" if argument else ""
        await self.press(f"f:{verb}:{draft.id}:{draft.revision}{tail}")

    async def answer(self, step: Step) -> None:
        """Give a good answer to the open question."""
        if step.name in self.part.left:
            await self.tap("unchanged")
        else:
            await _ANSWERS[step.kind](self, step)

    async def refuse_to_answer(self, step: Step) -> None:
        """Give every bad answer there is; none may be taken."""
        before = await self.draft()
        world = self.stage.world
        for words in (*UNFIT[step.kind], *self.part.unfit.get(step.name, ())):
            await self.say_in_vain(partial(world.send_text, self.user, words))
            assert await self.draft() == before, words
        if step.kind not in (Kind.PHOTOS, Kind.WORDS_OR_FILE):
            await self.say_in_vain(partial(world.send_photo, self.user, picture()))
        after = await self.draft()
        assert await self._without_photos(after) == await self._without_photos(before)

    async def _without_photos(self, draft: Draft | None) -> Draft | None:
        """Leave out photos: they may be sent at any question, and answer none but their own."""
        filling = await self.filling()
        if filling is None or draft is None:
            return draft
        asked = self.form.steps_for(filling)
        photos = {it.album for it in asked if it.album}
        kept = {name: it for name, it in draft.answers.items() if name not in photos}
        taking = {it.name for it in asked if it.album}
        heard = {message: it for message, it in draft.heard.items() if it not in taking}
        return replace(draft, answers=kept, heard=heard)

    async def say_in_vain(self, act: Callable[[], object]) -> None:
        """Do something that must be answered."""
        self.stage.heard.clear()
        act()
        await self.stage.settle()
        assert self.stage.heard

    async def to_the_end(self) -> None:
        """Answer every question from here on."""
        while step := await self.step():
            await self.answer(step)


async def _choose(walker: Walker, step: Step) -> None:
    """Tap the first option, and the first below it, down to one that is an answer."""
    while await walker.first_opens(step):
        await walker.press(walker.offers("option")[0])
    await walker.press(walker.offers("option")[0])


async def _choose_many(walker: Walker, step: Step) -> None:
    draft = await walker.draft()
    if not draft or not draft.answers.get(step.name):
        await walker.press(walker.offers("toggle")[0])
    await walker.tap("done")


async def _type(walker: Walker, step: Step) -> None:
    await walker.type(walker.part.typed.get(step.name, TYPED.get(step.kind, "")))


async def _locate(walker: Walker, _step: Step) -> None:
    walker.stage.world.send_location(walker.user, 21.48, 109.18, 9)
    await walker.stage.settle()


async def _photograph(walker: Walker, _step: Step) -> None:
    walker.stage.world.send_photo(walker.user, picture(7))
    await walker.stage.settle()
    await walker.tap("done")


async def _name_somebody(walker: Walker, _step: Step) -> None:
    walker.stage.world.send_contact(walker.user, phone="13811112222", first_name="村医")
    await walker.stage.settle()


_ANSWERS: dict[Kind, Callable[[Walker, Step], Awaitable[None]]] = {
    Kind.CHOOSE: _choose,
    Kind.CHOOSE_MANY: _choose_many,
    Kind.TEXT: _type,
    Kind.NUMBER: _type,
    Kind.DATE: _type,
    Kind.LOCATION: _locate,
    Kind.PHOTOS: _photograph,
    Kind.CONTACT: _name_somebody,
    Kind.WORDS_OR_FILE: _type,
}


@asynccontextmanager
async def restarted(stage: Stage, folder: Path) -> AsyncIterator[None]:
    """Go on with a new process's worth of bot on the same database."""
    before = stage.app
    url = before.database.url.render_as_string(hide_password=False)
    settings = Settings(bot_token=stage.world.token, database_url=url, data_dir=folder)
    async with assembled(settings, before.clock, Wire(stage.world)) as stage.app:
        yield
    stage.app = before
