"""Answers of the open form that change because the message that said them was edited."""

from dataclasses import replace

from aiogram.types import Message as ChatMessage

from bot import answers
from bot.answers import Kind
from bot.form_course import keep, knowing_now, show
from bot.forms import Filling, Form, Step
from bot.replies import Reply
from domain.refusals import Joined, Text

TYPED = (Kind.TEXT, Kind.NUMBER, Kind.DATE)


async def mend(form: Form, filling: Filling, message: ChatMessage) -> Reply:
    """Take the new wording, and show where somebody is; an answer given anew since stays.

    Raises:
        Refusal: the new wording cannot be taken.
    """
    step = form.step(filling.draft.heard[str(message.message_id)], filling)
    mended = _mended(step, filling, message) if step else None
    if mended is None:
        return Reply()
    reply = await show(form, await keep(mended, filling.draft.step))
    screen, *others = reply.messages
    told = Text("✏️ Your answer was changed.")
    return Reply(messages=(replace(screen, text=Joined([told, screen.text])), *others))


def _mended(step: Step, filling: Filling, message: ChatMessage) -> Filling | None:
    if message.photo and step.album:
        return _captioned(step, filling, message)
    is_typed = step.kind in TYPED
    value = answers.read(step.kind, message, filling.now, step.day) if is_typed else None
    if value is None or not _said_last(step, filling, message):
        return None
    return knowing_now(filling, {step.name: step.check(value, filling)})


def _said_last(step: Step, filling: Filling, message: ChatMessage) -> bool:
    heard = [int(number) for number, name in filling.draft.heard.items() if name == step.name]
    is_answered = isinstance(filling.answer(step.name), str)
    return is_answered and max(heard) == message.message_id


def _captioned(step: Step, filling: Filling, message: ChatMessage) -> Filling | None:
    """Change what is written under a photo."""
    unique_ids = {size.file_unique_id for size in message.photo or ()}
    album = list(filling.answer(step.album) or [])
    new = [
        {**it, "caption": message.caption or ""} if it["unique_id"] in unique_ids else it
        for it in album
    ]
    return None if new == album else knowing_now(filling, {step.album: new})
