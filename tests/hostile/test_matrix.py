"""Who is turned away: every role at every handler, other people's things, forged numbers."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from domain.people import Duty, Role
from storage.tables import CheckInRow, DraftRow, MoveRow, RuleRow
from tests.hostile import presses, ways
from tests.hostile import scene as scenes
from tests.hostile.presses import PRIVATE, Presses
from tests.hostile.recorded import perform
from tests.hostile.scene import EVERYTHING, UNREGISTERED, Scene
from tests.kit import cast
from tests.kit.stage import Stage, opened

OTHERS = re.compile(
    r"\(toast\) (这(条签到|件)不在您的辖区|这条签到不是您的|这条需求不是您提的"
    r"|只有.*信息员.*|这张表是别人的)"
)
ELSEWHERE = "邻村信息员"
ARGUMENTS = ("", "0", "-1", "²", "99", "9" * 40, "household_radius_m", "今天", "x:y")


@pytest.fixture
async def scene(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Scene]:
    async with opened(sqlite_url, tmp_path) as stage:
        yield await scenes.begun(stage)


@pytest.mark.timeout(600)  # every handler and every role: minutes on a busy machine
async def test_whoever_lacks_the_role_is_turned_away_everywhere(scene: Scene) -> None:
    found = Presses()
    await presses.by_the_wrong(scene, found)
    assert not found.wrong, "\n".join(found.wrong)
    assert await scene.broken() == 0
    assert {handler for handler, _ in found.counts} == {way.name for way in ways.every()}


def test_the_matrix_knows_every_handler() -> None:
    found = ways.every()
    assert len({way.name for way in found}) == len(found) >= 20
    assert any(way.roles != frozenset(Role) for way in found)


async def _refused(scene: Scene, who: str, *presses: str) -> None:
    """Each press is answered with a no that shows nothing, and changes nothing."""
    before = await scene.all_rows()
    for data in presses:
        said = await scene.press(who, data)
        assert len(said) == 1, (who, data, said)
        assert OTHERS.match(said[0]), (who, data, said)
        assert not any(secret in said[0] for secret in PRIVATE)
        assert await scene.all_rows() == before, (who, data)
    assert await scene.broken() == 0


async def test_other_peoples_things_are_refused_to_those_of_the_same_role(stage: Stage) -> None:
    scene = await scenes.begun(stage)
    officer = Duty(role=Role.INFORMATION_OFFICER, area_code=cast.OTHER_VILLAGE)
    await scene.join(ELSEWHERE, [officer])
    (checkin, *_), (move, *_), (draft, *_) = (
        scene.things[row] for row in (CheckInRow, MoveRow, DraftRow)
    )
    verbs = ("accept", "keep", "ask", "note")
    await _refused(scene, ELSEWHERE, *[f"exception:{verb}:{checkin}" for verb in verbs])
    await _refused(scene, ELSEWHERE, *[f"move:{verb}:{move}" for verb in ("confirm", "refuse")])
    cases = [f"case:{verb}:1:1" for verb in ("claim", "back", "solve", "up", "answer", "show")]
    await _refused(scene, ELSEWHERE, *cases)
    await _refused(scene, "覃志强", "need:show:1")
    for who in ("覃志强", Role.HELPER.value, Role.RESIDENT.value):
        await _refused(scene, who, f"checkin:note:{checkin}", f"checkin:answer:{checkin}")
    for who in ("覃志强", Role.ADMIN.value, ELSEWHERE, EVERYTHING):
        await _refused(scene, who, *[f"f:{verb}:{draft}:0:0" for verb in ways.FORM_VERBS])


async def test_an_officer_of_another_village_sees_nothing_of_this_one(scene: Scene) -> None:
    officer = Duty(role=Role.INFORMATION_OFFICER, area_code=cast.OTHER_VILLAGE)
    await scene.join(ELSEWHERE, [officer])
    await scene.stage.play(f"""
        {ELSEWHERE}: /review
        Bot to {ELSEWHERE}: 今日签到 0 条 · 待您处理 0 条
        """)


async def test_nobody_decides_about_the_move_of_ones_own_account(scene: Scene) -> None:
    phone = cast.CAST["莫小兰"].phone
    await perform(scene.stage, f"{UNREGISTERED}: shares own contact as {phone}")
    async with scene.stage.app.database.read() as db:
        newest = await db.scalar(select(MoveRow.id).order_by(MoveRow.id.desc()).limit(1))
    assert newest not in scene.things[MoveRow]
    await _refused(scene, "莫小兰", f"move:confirm:{newest}", f"move:refuse:{newest}")


@pytest.mark.timeout(600)  # every handler and every role: minutes on a busy machine
async def test_forged_numbers_get_a_word_and_never_break_a_turn(scene: Scene) -> None:
    found = Presses()
    await presses.with_forged_numbers(scene, EVERYTHING, found)
    assert not found.wrong, "\n".join(found.wrong)


async def test_no_forged_button_of_ones_own_form_skips_a_question(scene: Scene) -> None:
    await perform(scene.stage, f"{EVERYTHING}: /rules")
    for verb in sorted(set(ways.FORM_VERBS) - {"cancel", "drop"}):
        for argument in ARGUMENTS:
            draft, revision = await _newest_draft(scene)
            await scene.press(EVERYTHING, f"f:{verb}:{draft}:{revision}:{argument}")
            assert await scene.broken() == 0, (verb, argument)
    async with scene.stage.app.database.read() as db:
        assert await db.scalar(select(RuleRow.name)) is None


async def _newest_draft(scene: Scene) -> tuple[int, int]:
    newest = select(DraftRow.id, DraftRow.revision).order_by(DraftRow.id.desc()).limit(1)
    async with scene.stage.app.database.read() as db:
        number, revision = (await db.execute(newest)).one()
    return number, revision
