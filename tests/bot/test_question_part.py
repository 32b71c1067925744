"""An admin's questions in a visit: of whom they are asked, and what stands from last time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from typing import cast as as_type

import pytest

from bot import question_part
from bot.forms import Filling
from bot.question_part import PART, UNKNOWN, read_back
from bot.texts import said
from domain.haves import Check, Item, Verdict
from domain.questions import Kind, Question
from domain.refusals import Text
from domain.visits import State, Visit
from storage import drafts, haves, households, people, questions, visits
from storage.database import Database
from storage.ids import new_id
from storage.vault import Vault
from tests.kit import cast

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
LIGHT = Question(
    id=1, place=0, kind=Kind.YES_NO, text="用电安全吗？", since_on=date(2026, 3, 2), set_by=0
)


@pytest.fixture
async def db(sqlite_url: str):
    database = Database(sqlite_url, Vault(b"k" * 32))
    async with database.write() as db:
        yield db
    await database.close()


@pytest.fixture
async def village(sqlite_url: str):
    """Enrol the cast before the test's transaction."""
    database = Database(sqlite_url, Vault(b"k" * 32))
    users = {name: 1001 + number for number, name in enumerate(cast.CAST)}
    yield await cast.enrol(database, users, NOW)
    await database.close()


@pytest.fixture
def home(village):
    return village.households["黄大明"]


@pytest.fixture
def ask(village, db):
    async def ask(*asked: Question) -> None:
        for question in asked:
            mine = replace(question, set_by=village.people["陈丽华"])
            await questions.add(db, mine, NOW)

    return ask


@pytest.fixture
def answer(village, db, home):
    """Let a visit of so many days ago have answered."""

    async def answer(days: int, state: State = State.KEPT, **answers: Any) -> None:
        at = NOW - timedelta(days=days)
        visit = Visit(
            id=new_id(),
            household_id=home,
            person_id=village.people["韦秀英"],
            at=at,
            handed_in_at=at,
            state=state,
            answers={f"question.{name[1:]}": value for name, value in answers.items()},
        )
        assert await visits.add(db, visit)

    return answer


async def filling(db, village, home) -> Filling:
    person = await people.by_id(db, village.people["韦秀英"])
    given = {"question": await PART.given(db, home, NOW)}
    return Filling(db=db, person=person, draft=drafts.begin(person.id, "visit", 1, given), now=NOW)


async def asked_of(db, village, home) -> list[str]:
    return [said(as_type(Text, it.prompt)) for it in PART.steps(await filling(db, village, home))]


async def test_a_question_is_asked_of_its_households_from_its_day_on(db, village, home, ask):
    later = replace(LIGHT, id=2, text="以后再问", since_on=date(2026, 3, 3))
    unmet = replace(LIGHT, id=3, text="哪里没达标？", audience="unmet")
    dibao = replace(LIGHT, id=4, text="低保够用吗？", audience="dibao")
    assert await asked_of(db, village, home) == []
    await ask(LIGHT, later, unmet, dibao)
    assert await asked_of(db, village, home) == ["用电安全吗？"]
    check = Check(
        household_id=home,
        item=Item.WATER,
        verdict=Verdict.UNMET,
        checked_on=NOW.date(),
        standard="",
    )
    await haves.add(db, check)
    known = await households.by_id(db, home)
    assert known
    assert await households.correct(db, home, known.version, {"attribute": "低保"}, {})
    assert await asked_of(db, village, home) == ["用电安全吗？", "哪里没达标？", "低保够用吗？"]
    assert await asked_of(db, village, 5) == []


async def stands(db, village, home) -> Any:
    """Return what is prefilled of the only question; it must be answered when nothing is."""
    [step] = PART.steps(await filling(db, village, home))
    assert not step.optional
    return step.prefill(await filling(db, village, home)) if step.prefill else None


async def test_the_last_kept_answer_stands(db, village, home, ask, answer):
    await ask(LIGHT)
    assert await stands(db, village, home) is None
    await answer(40, _1="yes")
    assert await stands(db, village, home) == "yes"
    await answer(30, _1=UNKNOWN)
    await answer(20, State.WAITING, _1="no")
    assert await stands(db, village, home) == "yes"
    await answer(10, _1="no")
    assert await stands(db, village, home) == "no"


async def test_what_was_spoken_is_said_anew(db, village, home, ask, answer):
    await ask(replace(LIGHT, kind=Kind.TEXT))
    await answer(10, _1={"voice": "v", "seconds": 3})
    assert await stands(db, village, home) is None


CHOICE = replace(LIGHT, kind=Kind.CHOOSE_MANY, options=("水井", "自来水"))
READ = (
    (LIGHT, "yes", "是"),
    (LIGHT, UNKNOWN, "不清楚"),
    (CHOICE, ["1", "2"], "水井、自来水"),
    (replace(LIGHT, kind=Kind.NUMBER), "12", "12"),
    (replace(LIGHT, kind=Kind.TEXT), "好的", "好的"),
    (replace(LIGHT, kind=Kind.TEXT), {"voice": "v", "seconds": 3}, "语音 3 秒"),
)


@pytest.mark.parametrize(("question", "answer", "words"), READ)
def test_an_old_visit_reads_as_it_was_asked(question, answer, words):
    mine = question_part.asked_as([question])
    [(text, read)] = read_back(mine, {"question.1": answer, "measures": ["talk"]})
    assert (text, said(read)) == ("用电安全吗", words)
    assert read_back(mine, {"question.1": None}) == []
    assert read_back({}, {"question.1": answer}) == []


def test_not_knowing_goes_with_no_other_choice(db, village):
    [step] = PART.steps(
        Filling(
            db=db,
            person=None,  # type: ignore[arg-type]  # nobody is asked
            draft=drafts.begin(1, "visit", 1, {"question": question_part.asked_as([CHOICE])}),
            now=NOW,
        )
    )
    assert [step.check(it, None) for it in (["1", UNKNOWN], [UNKNOWN], ["2"])] == [  # type: ignore[arg-type]
        ["1"],
        [UNKNOWN],
        ["2"],
    ]
