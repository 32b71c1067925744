"""The demo's public answers can be read and found by whoever asks in his own words."""

import pytest

from demo import answers as told
from demo.answers import ANSWERS
from demo.district import district
from demo.loading import load
from demo.people import HELPERS, VILLAGE_OFFICER
from domain.answers import LONGEST_ANSWER, LONGEST_QUESTION, words_of
from domain.calendar import local_day
from domain.people import Role
from storage import answer_search, answers, people
from tests.kit.demo_stage import opened

ASKED = {
    "离他家太远了签不到到": "签到时说离得太远怎么办？",
    "上次去了忘记打卡，可以补吗": "去过农户家，但没有签到，走访还能补录吗？",
    "交上去才发现入户记录写错": "走访记录提交以后发现写错了，怎么改？",
    "八有一超是什么": "八有一超指的是哪些？",
    "我要调走，手上的户给谁": "帮扶人调走了，结对的农户交给谁？",
    "收入怎么算出来的": "人均纯收入怎么算？",
}


@pytest.mark.parametrize("one", ANSWERS, ids=lambda it: it.question)
def test_they_could_have_been_written_in_chat(one):
    assert words_of(one.question, LONGEST_QUESTION) == one.question
    assert words_of(one.answer, LONGEST_ANSWER) == one.answer


async def test_they_are_found_in_other_words_and_one_runs_out_soon(sqlite_url, tmp_path):
    async with opened(sqlite_url, tmp_path) as stage:
        now = stage.world.clock.now()
        await load(stage.app.database, district(), now)
        async with stage.app.database.read() as db:
            helpers = await people.with_role(db, Role.HELPER)
            helper = next(it for it in helpers if it.name in HELPERS)
            for words, question in ASKED.items():
                found = await answer_search.similar(db, helper, words, now)
                assert question in [it.question for it in found], words
            kept = await answers.kept_by(db, [told.TOWN], local_day(now), 20)
            officers = await people.with_role(db, Role.INFORMATION_OFFICER)
    assert sum(it.runs_out_soon(local_day(now)) for it in kept) == 1
    assert any(it.name == VILLAGE_OFFICER for it in officers)
