"""Public answers: who reads which, one wording follows another once, readers are remembered."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.answers import Answer, State
from domain.people import Duty, Role
from storage import answer_search, answers, people, synonyms
from storage.ids import new_id
from storage.synonyms import Kept
from tests.kit import cast

TODAY = date(2026, 3, 2)
A_DAY = timedelta(days=1)


@pytest.fixture
async def db(database, village):
    """One open transaction is enough for one test."""
    async with database.write() as db:
        yield db


@pytest.fixture
def publish(db, village, now):
    """Let the village's officer publish an answer."""

    async def publish(question="低保怎么申请？", area=cast.VILLAGE, **changes):
        answer = Answer(
            id=new_id(),
            question=question,
            answer="到村委会填表。",
            area_code=area,
            valid_from_on=TODAY,
            set_by=village.people["莫小兰"],
            set_at=now,
        )
        answer = replace(answer, **changes)
        await answers.publish(db, answer)
        return answer

    return publish


async def found(db, village, who, words, now):
    person = await people.by_id(db, village.people[who])
    return [it.question for it in await answer_search.similar(db, person, words, now)]


async def test_an_answer_comes_back_as_it_was_put(db, publish):
    answer = await publish(source="桂政办发〔2026〕1号", valid_until_on=TODAY + A_DAY)
    assert await answers.by_id(db, answer.id) == answer
    assert await answers.by_id(db, 5) is None


async def test_people_read_what_is_for_their_area_around_it_and_within(db, village, publish):
    everybody = {"韦秀英", "覃志强", "莫小兰", "黄丽萍", "周启明", "陈丽华"}
    for area in (cast.VILLAGE, cast.TOWN, cast.DISTRICT):
        assert await readers_of(db, village, await publish(area=area), everybody) == everybody
    elsewhere = await publish(area=cast.OTHER_VILLAGE)
    offices = {"黄丽萍", "周启明", "陈丽华"}
    assert await readers_of(db, village, elsewhere, everybody) == offices


async def readers_of(db, village, answer, everybody):
    return {
        name
        for name in everybody
        if await answers.read(db, await people.by_id(db, village.people[name]), answer.id)
    }


async def test_whoever_has_no_area_reads_what_holds_for_a_district(db, village, publish):
    await people.set_duties(db, village.people["覃志强"], [Duty(role=Role.UNIT_MANAGER)])
    person = await people.by_id(db, village.people["覃志强"])
    local, general = await publish(area=cast.TOWN), await publish(area=cast.DISTRICT)
    assert await answers.read(db, person, general.id) == general
    assert await answers.read(db, person, local.id) is None


async def test_search_finds_what_holds_today_for_ones_area(db, village, publish, now):
    await publish("低保怎么申请？")
    await publish("低保从前怎么申请？", valid_until_on=TODAY - A_DAY)
    await publish("低保以后怎么申请？", valid_from_on=TODAY + A_DAY)
    await publish("低保邻村怎么申请？", area=cast.OTHER_VILLAGE)
    assert await found(db, village, "韦秀英", "低保要怎么申请", now) == ["低保怎么申请？"]
    later = now + 2 * A_DAY
    assert set(await found(db, village, "韦秀英", "低保怎么申请", later)) == {
        "低保怎么申请？",
        "低保以后怎么申请？",
    }


STRANGE = (
    "",
    "？！。…",
    "%",
    "_",
    "\\%",
    "😀👩",
    "'; drop table answers; --",
    "\x00",
    "怎" * 10_000,
    "低保" * 5_000,
    "\ud83d",
    "a" * 10_000,
)


async def test_no_words_are_too_strange_to_search_for(db, village, publish, now):
    await publish("100% 补贴_怎么算？")
    for words in STRANGE:
        assert await found(db, village, "韦秀英", words, now) == []
    assert await found(db, village, "韦秀英", "补贴_算%", now) == ["100% 补贴_怎么算？"]


async def test_a_synonym_holds_at_once_and_can_be_taken_off(db, village, publish, now):
    await publish("农机购置补贴怎么申请？")
    await publish("护林员岗位怎么招？")
    assert await found(db, village, "韦秀英", "铁牛钱", now) == []
    officer = village.people["莫小兰"]
    assert await synonyms.put(db, None, {"铁牛钱": "农机购置补贴"}, officer, now)
    assert await found(db, village, "韦秀英", "铁牛钱", now) == ["农机购置补贴怎么申请？"]
    assert not await synonyms.put(db, None, {"铁牛钱": "拖拉机"}, officer, now)
    seen = (await synonyms.kept(db))["铁牛钱"]
    assert seen == Kept(word="铁牛钱", means="农机购置补贴", by="莫小兰", at=now)
    later = now + A_DAY
    assert await synonyms.remove(db, "铁牛钱", seen, officer, later)
    assert not await synonyms.remove(db, "铁牛钱", seen, officer, later + A_DAY)
    assert await found(db, village, "韦秀英", "铁牛钱", now) == []


async def test_a_shipped_synonym_can_be_taken_off_and_comes_back(db, village, now):
    officer = village.people["莫小兰"]
    assert (await synonyms.known(db))["五保户"] == "特困供养"
    assert await synonyms.remove(db, "五保户", None, officer, now)
    assert "五保户" not in await synonyms.known(db)
    seen = (await synonyms.kept(db))["五保户"]
    assert await synonyms.put(db, seen, {"五保户": "五保"}, officer, now + A_DAY)
    assert (await synonyms.known(db))["五保户"] == "五保"


async def test_of_two_who_change_a_wording_the_second_is_told(db, publish):
    old = await publish()
    new = replace(old, id=new_id(), answer="到镇里填表。", replaces_id=old.id)
    assert await answers.follow(db, old, new)
    assert not await answers.follow(db, old, replace(new, id=new_id()))
    assert not await answers.stop(db, old, TODAY)
    after = await answers.by_id(db, old.id)
    assert after
    assert (after.state, after.valid_until_on) == (State.CHANGED, TODAY - A_DAY)
    assert await answers.follower(db, old) == new
    third = replace(new, id=new_id(), replaces_id=new.id)
    assert await answers.follow(db, new, third)
    assert await answers.follower(db, old) == third


async def test_a_wording_of_a_later_day_leaves_the_old_one_true_until_then(
    db, village, publish, now
):
    old = await publish("低保怎么申请？")
    fresh = replace(old, id=new_id(), question="低保到哪里申请？", replaces_id=old.id)
    assert await answers.follow(db, old, replace(fresh, valid_from_on=TODAY + 2 * A_DAY))
    assert await found(db, village, "韦秀英", "低保申请", now) == ["低保怎么申请？"]
    later = now + 2 * A_DAY
    assert await found(db, village, "韦秀英", "低保申请", later) == ["低保到哪里申请？"]


async def test_readers_are_remembered_once_and_an_answer_is_closed_when_all_know(
    db, village, publish, now
):
    answer = await publish(valid_until_on=TODAY)
    reader = village.people["韦秀英"]
    for _ in range(2):
        await answers.note_reader(db, answer.id, reader, now)
    assert await answers.readers(db, answer.id) == [reader]
    assert await answers.count_readers(db, answer.id) == 1
    assert await answers.over(db, TODAY) == []
    assert await answers.over(db, TODAY + A_DAY) == [answer]
    assert not await answers.close(db, answer)
    new = await publish()
    await answers.was_told(db, reader, answer, new, now)
    assert await answers.readers(db, answer.id) == []
    assert await answers.readers(db, new.id) == [reader]
    assert await answers.close(db, answer)
    assert await answers.over(db, TODAY + A_DAY) == []
    past = await answers.by_id(db, answer.id)
    assert past
    assert past.state is State.PAST


async def test_officers_list_what_runs_out_soon_first(db, publish):
    lasting = await publish("一？")
    await publish("二？", valid_until_on=TODAY - A_DAY)
    soon = await publish("三？", valid_until_on=TODAY + 14 * A_DAY)
    later = await publish("四？", valid_until_on=TODAY + 15 * A_DAY)
    await publish("五？", area=cast.OTHER_VILLAGE)
    kept = await answers.kept_by(db, [cast.VILLAGE], TODAY, 8)
    assert kept == [soon, later, lasting]
    assert [it.runs_out_soon(TODAY) for it in kept] == [True, False, False]
    assert await answers.count_kept_by(db, [cast.VILLAGE], TODAY) == 3
    assert await answers.count_kept_by(db, [cast.TOWN], TODAY) == 4


async def test_heads_of_the_area_are_found_in_words(db, village):
    named = "请黄大明家先填表"
    assert await answers.heads_named_in(db, cast.VILLAGE, named) == ["黄大明"]
    assert await answers.heads_named_in(db, cast.DISTRICT, named) == ["黄大明"]
    assert await answers.heads_named_in(db, cast.OTHER_VILLAGE, named) == []
    assert await answers.heads_named_in(db, cast.VILLAGE, "黄牛大明") == []


async def test_the_answer_of_a_case_is_found_while_it_stands(db, publish):
    assert await answers.of_case(db, 1) is None
