"""Readers of answers that are over are told once, in pieces, whatever happens in between."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from domain.answers import State
from domain.people import State as Account
from reminders import answers as news
from storage import answers, people
from storage.ids import new_id
from storage.tables import AnswerTermRow, OutboxRow
from tests.kit.public_answers import published
from tests.kit.stage import Stage

READERS = ("韦秀英", "覃志强", "梁建国", "黎新来", "陆海燕")
"""黎新来 has no phone bound."""


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What differs between the two databases is tried in tests/storage."""
    return sqlite_url


async def letters(stage: Stage) -> int:
    """Count the letters about answers."""
    async with stage.app.database.read() as db:
        about = OutboxRow.key.startswith("answer:")
        return await db.scalar(select(func.count()).select_from(OutboxRow).where(about)) or 0


async def sweep(stage: Stage) -> int:
    return await news.tell(stage.app.database, stage.app.clock())


async def test_all_are_told_in_pieces_and_the_answer_is_put_away(stage, monkeypatch) -> None:
    monkeypatch.setattr(answers.readers, "__defaults__", (2,))
    over = await published(stage, valid_until_on=date(2026, 3, 1), readers=READERS)
    async with stage.app.database.write() as db:
        await people.set_state(db, stage.roster.people["陆海燕"], Account.REMOVED)
    assert await sweep(stage) == await letters(stage) == 3
    assert await sweep(stage) == 0
    async with stage.app.database.read() as db:
        kept = await answers.by_id(db, over.id)
        assert kept
        assert kept.state is State.PAST
        assert await db.scalar(select(AnswerTermRow.term).limit(1)) is None


async def test_a_sweep_that_breaks_is_made_up_for_and_tells_nobody_twice(
    stage, monkeypatch
) -> None:
    await published(stage, valid_until_on=date(2026, 3, 1), readers=READERS)
    monkeypatch.setattr(answers.readers, "__defaults__", (1,))
    whole, told = answers.was_told, []

    async def breaks(db, person_id, *rest):
        told.append(person_id)
        if len(told) == 3:
            raise OSError("the disk is full")
        await whole(db, person_id, *rest)

    monkeypatch.setattr(answers, "was_told", breaks)
    with pytest.raises(OSError, match="disk"):
        await sweep(stage)
    assert await letters(stage) <= 2
    await sweep(stage)
    assert await letters(stage) == 4


async def test_nobody_is_told_at_night_or_on_a_rest_day(stage) -> None:
    await published(stage, valid_until_on=date(2026, 3, 1), readers=("韦秀英",))
    for hours in (13, 22):  # 22:00 and 07:00
        assert await news.tell(stage.app.database, stage.app.clock() + timedelta(hours=hours)) == 0
    sunday = stage.app.clock() + timedelta(days=6)
    assert await news.tell(stage.app.database, sunday) == 0


async def test_who_read_two_wordings_hears_of_the_newest_once(stage) -> None:
    first = await published(stage, readers=("韦秀英",))
    now, today = stage.app.clock(), date(2026, 3, 2)
    wordings = [first]
    async with stage.app.database.write() as db:
        for words in ("到镇里填表。", "到区里填表。"):
            fresh = replace(wordings[-1], id=new_id(), answer=words, valid_from_on=today)
            fresh = replace(fresh, replaces_id=wordings[-1].id)
            assert await answers.follow(db, wordings[-1], fresh)
            await answers.note_reader(db, fresh.id, stage.roster.people["韦秀英"], now)
            wordings.append(fresh)
    await sweep(stage)
    assert await letters(stage) == 1
    await stage.settle()
    assert "现在：到区里填表。" in stage.heard[-1].words


async def test_a_new_wording_that_is_over_too_is_no_answer(stage) -> None:
    old = await published(stage, readers=("韦秀英",))
    today = date(2026, 3, 2)
    new = replace(old, id=new_id(), answer="到镇里填表。", valid_from_on=today, replaces_id=old.id)
    async with stage.app.database.write() as db:
        assert await answers.follow(db, old, new)
        assert await answers.stop(db, new, today)
    await sweep(stage)
    await stage.settle()
    assert stage.heard[-1].words.startswith("📚 您看过的一条公开答复已停用")
