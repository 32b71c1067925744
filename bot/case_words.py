"""What is said about a case: typed, spoken, photographed; and the messages that said it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import answers
from bot.forms import Filling
from domain.cases import Case
from domain.files import Kind as Sent
from domain.people import Person
from storage import case_messages, files


def of(filling: Filling, step: str) -> Any:
    """Gather the words of a step and the photos that came along; None when there is nothing."""
    return of_answers(filling.draft.answers, step)


def of_answers(answers_given: Mapping[str, Any], step: str) -> Any:
    """Do the same with answers that were kept."""
    said, photos = answers_given.get(step), answers_given.get(f"{step}.photos") or []
    if isinstance(said, Mapping) and "says" in said:
        said = said["says"]
    if not photos:
        return said
    words = {"text": said} if isinstance(said, str) else dict(said or {})
    return words | {"photos": photos}


async def read(
    db: AsyncConnection, person: Person, message: Message, now: datetime
) -> str | dict[str, Any] | None:
    """Read what somebody says by one message; None when there are neither words nor a photo.

    Raises:
        Refusal: it is too long.
    """
    said = answers.read(answers.Kind.TEXT, message, now)
    if isinstance(said, dict):
        number = await files.receive(
            db, person.id, Sent.VOICE, said["voice"], said["unique_id"], now
        )
        return {**said, "file": number}
    photo = answers.read(answers.Kind.PHOTOS, message, now)
    if photo is None:
        return said
    number = await files.receive(
        db, person.id, Sent.PHOTO, photo["file_id"], photo["unique_id"], now
    )
    return {"photos": [{**photo, "file": number}]}


def text_of(words: Any) -> str:
    """Return what was written, under photos too; of what was spoken nothing."""
    if not isinstance(words, Mapping):
        return str(words or "")
    captions = [photo.get("caption", "") for photo in words.get("photos", ())]
    return " ".join(it for it in [words.get("text", ""), *captions] if it)


def said_in(words: Mapping[str, Any], message: Message) -> str:
    """Return what one message said of these words: the text, or what is under that photo."""
    if not message.photo:
        return str(words.get("text") or "")
    unique_ids = {size.file_unique_id for size in message.photo}
    photos = words.get("photos") or ()
    found = (it.get("caption") for it in photos if it["unique_id"] in unique_ids)
    return next(found, None) or str(words.get("text") or "")


def files_of(words: Any) -> list[int]:
    """List the files that hold what was spoken or photographed."""
    if not isinstance(words, Mapping):
        return []
    kept = [words, *words.get("photos", ())]
    return [it["file"] for it in kept if it.get("file")]


def heard_in(filling: Filling, step: str) -> tuple[int, ...]:
    """List the messages that said it."""
    return heard_as(filling.draft.heard, step)


def heard_as(heard: Mapping[str, str], step: str) -> tuple[int, ...]:
    """Do the same with messages that were noted before."""
    return tuple(int(message) for message, said in heard.items() if said == step)


async def keep(
    db: AsyncConnection, case: Case, person: Person, words: Any, heard: Iterable[int] = ()
) -> None:
    """Let files and messages belong to a case at its present version."""
    await files.link(db, files_of(words), f"case:{case.number}")
    for message_id in heard if person.telegram_id else ():
        await case_messages.note(db, person.telegram_id or 0, message_id, case)
