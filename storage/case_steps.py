"""Steps: what was done with each case, one a version; the words are sealed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from domain.areas import Level
from domain.cases import Case
from domain.ladders import Deed, Stage
from domain.people import Person, Role
from storage.columns import AnyRow
from storage.database import vault_of
from storage.sealed import open_facts, seal_facts
from storage.tables import PersonRow, StepRow


@dataclass(frozen=True, kw_only=True)
class Step:
    """One deed of a case's history; `role`, `level` and `stage` say where it stood after it.

    `to` is whom it was given to. `voice` is Telegram's id of a spoken message, of which `text`
    tells the length; of photos it tells how many, with the words under them. `words` are all that
    was kept with it: photos, what it links to.
    """

    deed: Deed
    by: str
    by_id: int = 0
    to: str = ""
    role: Role
    level: Level
    stage: Stage = Stage.WORK
    version: int = 0
    at: datetime
    text: str = ""
    voice: str = ""
    words: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Doing:
    """Who does what; the words about it, typed or spoken or with more beside; whom it goes to."""

    person: Person
    deed: Deed
    words: Any = None
    to_id: int | None = None


_taker = aliased(PersonRow)


async def add(db: AsyncConnection, case: Case, doing: Doing) -> None:
    """Append what somebody did to bring a case to this version, and what he said about it."""
    row = {
        "case_id": case.number,
        "version": case.version,
        "person_id": doing.person.id,
        "deed": doing.deed,
        "level": case.level,
        "stage": case.stage,
        "role": case.rung.role,
        "to_id": doing.to_id,
        "at": case.moved_at,
        "words_sealed": _seal(db, case, doing.words) if doing.words else None,
    }
    await db.execute(insert(StepRow).values(row))


async def of_case(db: AsyncConnection, number: int) -> list[Step]:
    """List what was done with a case, oldest first."""
    return (await of_cases(db, [number])).get(number, [])


async def of_cases(db: AsyncConnection, numbers: Sequence[int]) -> dict[int, list[Step]]:
    """Do the same for several cases at once."""
    wanted = (
        select(StepRow, PersonRow.name, _taker.name.label("to_name"))
        .join(PersonRow, PersonRow.id == StepRow.person_id)
        .outerjoin(_taker, _taker.id == StepRow.to_id)
        .where(StepRow.case_id.in_(numbers))
        .order_by(StepRow.case_id, StepRow.version)
    )
    found: dict[int, list[Step]] = {}
    for row in await db.execute(wanted):
        found.setdefault(row.case_id, []).append(_step(db, row))
    return found


def _seal(db: AsyncConnection, case: Case, words: Any) -> bytes:
    said = {"text": words} if isinstance(words, str) else dict(words)
    return seal_facts(vault_of(db), _words_place(case.number, case.version), said)


def _words_place(number: int, version: int) -> str:
    return f"steps:{number}:{version}:words"


def _step(db: AsyncConnection, row: AnyRow) -> Step:
    sealed = row.words_sealed
    said = (
        open_facts(vault_of(db), _words_place(row.case_id, row.version), sealed) if sealed else {}
    )
    return Step(
        deed=Deed(row.deed),
        by=row.name,
        by_id=row.person_id,
        to=row.to_name or "",
        role=Role(row.role),
        level=Level(row.level),
        stage=Stage(row.stage),
        version=row.version,
        at=row.at,
        text=_text_of(said),
        voice=said.get("voice", ""),
        words=said,
    )


def _text_of(said: Mapping[str, Any]) -> str:
    """Write what was said, whatever it was: typed, mended, spoken, photographed."""
    text = f"🎤 {said['seconds']}″" if said.get("voice") else said.get("text") or ""
    mended = f"✎ {text}" if said.get("edited") else text
    photos = said.get("photos") or []
    captions = [photo["caption"] for photo in photos if photo.get("caption")]
    return " ".join([it for it in [mended, *captions, "📷" * len(photos)] if it])


def photos(done: Sequence[Step]) -> tuple[int, ...]:
    """List the photos among steps, as the files the bot keeps."""
    sent = [photo for step in done for photo in step.words.get("photos") or ()]
    return tuple(photo["file"] for photo in sent if photo.get("file"))


def voices(done: Sequence[Step]) -> list[str]:
    """List the spoken messages among steps."""
    return [step.voice for step in done if step.voice]
