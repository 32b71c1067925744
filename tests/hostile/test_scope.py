"""Somebody else's household answers like one that does not exist: at every button, link, sheet."""

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot import documents
from bot.filters import Pressed
from domain.people import Duty, Role
from domain.refusals import Refusal
from storage import people
from tests.hostile import ways
from tests.hostile.recorded import perform
from tests.hostile.scene import Scene
from tests.kit import cast, realm
from tests.kit.realm import ELSEWHERE, HEADS, IDS, OTHER_TOWN, OWN, PHONES, SAME_TOWN, Realm
from tests.kit.stage import Stage, opened

NEXT = {
    Role.HELPER: ("", realm.SAME_VILLAGE),
    Role.RESIDENT: (cast.VILLAGE, SAME_TOWN),
    Role.FIRST_SECRETARY: (cast.VILLAGE, SAME_TOWN),
    Role.INFORMATION_OFFICER: (cast.VILLAGE, SAME_TOWN),
    Role.TOWN_STATION: (cast.TOWN, OTHER_TOWN),
    Role.DISTRICT_OFFICE: (cast.DISTRICT, ELSEWHERE),
}
"""Where each role works that sees any household, and the nearest one it does not see."""
BLIND = sorted(set(Role) - NEXT.keys())
NOBODYS = 1_111_111_111_111_111_111
OF_CASES = frozenset({"case", "need"})
"""Buttons about cases, whose numbers are small; elsewhere those may choose something."""
CHOOSES = "queue:"
"""Buttons whose numbers choose what is listed; tests/storage/test_scope.py proves who sees it."""
ECHO = re.compile(r"「[^」]*」")
"""What somebody typed himself, said back."""
NUMBERS = re.compile(r"\d{6,}")
"""Ids in an answer: a foreign one may come back as it was sent."""


@pytest.fixture
async def stage(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    async with opened(sqlite_url, tmp_path) as stage:
        yield stage


@pytest.fixture
async def homes(stage: Stage) -> Realm:
    return await realm.found(stage.app.database, stage.world.clock.now())


async def _joined(stage: Stage, homes: Realm, role: Role, code: str) -> Scene:
    """Let somebody come who holds one role; a helper is the one with a household of his own."""
    scene = Scene(stage, {})
    if role is not Role.HELPER:
        await scene.join(role.value, [Duty(role=role, area_code=code)])
        return scene
    user = stage.world.add_user(role.value, phone="13700001111", started=True)["id"]
    stage.users[role.value] = user
    async with stage.app.database.write() as db:
        await people.set_duties(db, homes.helper, [Duty(role=role)])
        await people.bind(db, homes.helper, user, stage.world.clock.now(), None)
    await perform(stage, f"{role.value}: /start")
    return scene


def _tells(said: list[str], home: str) -> bool:
    """Tell whether an answer shows anything of a household."""
    secrets = HEADS[home], PHONES[home], IDS[home]
    shown = [ECHO.sub("", line) for line in said]
    return any(secret in line for line in shown for secret in secrets)


def _buttons(role: Role) -> Iterator[str]:
    """List the buttons this role may press: what each begins with."""
    for way in ways.every():
        if isinstance(way.call, Pressed) and role in way.roles and way.call.noun != "language":
            yield f"{way.call.noun}:{way.call.verb}"


@pytest.mark.parametrize("role", NEXT)
async def test_no_button_shows_the_next_household(stage: Stage, homes: Realm, role: Role) -> None:
    """Whatever number is pressed, it is answered as a number that nobody has."""
    code, home = NEXT[role]
    scene = await _joined(stage, homes, role, code)
    things = {"household": homes.homes[home]} | homes.things[home]
    for begin in _buttons(role):
        nobody = [await scene.press(role.value, f"{begin}:{NOBODYS}:1") for _ in range(2)]
        known = {line for said in nobody for line in _plain(said)}
        about_cases = begin.partition(":")[0] in OF_CASES
        for number in [it for kind, it in things.items() if about_cases or kind != "case"]:
            foreign = await scene.press(role.value, f"{begin}:{number}:1")
            assert foreign, begin
            assert not _tells(foreign, home), (begin, foreign)
            if not begin.startswith(CHOOSES):
                assert known.issuperset(_plain(foreign)), (begin, foreign)
            assert await scene.broken() == 0, (begin, number)


def _plain(said: list[str]) -> list[str]:
    return [NUMBERS.sub("#", line) for line in said]


@pytest.mark.parametrize("role", NEXT)
async def test_ones_own_card_opens_and_no_search_finds_the_next(
    stage: Stage, homes: Realm, role: Role
) -> None:
    code, home = NEXT[role]
    scene = await _joined(stage, homes, role, code)
    own = await scene.press(role.value, f"household:show:{homes.homes[OWN]}")
    assert _tells(own, OWN)
    number = f"7771110{list(HEADS).index(home)}"
    for words in (HEADS[home], HEADS[home][1:], "qys", "覃", number, number[-4:], "q"):
        assert not _tells(await _said(scene, role, words), home), words
    for words in (HEADS[home], number):
        [said] = await _said(scene, role, f"/households {words}")
        assert "没有找到" in said, words
    link = await _said(scene, role, f"/start h{homes.homes[home]}")
    assert link == await _said(scene, role, f"/start h{NOBODYS}")


async def _said(scene: Scene, role: Role, words: str) -> list[str]:
    scene.stage.heard.clear()
    scene.stage.world.send_text(scene.stage.users[role.value], words)
    await scene.stage.settle()
    return [line.words for line in scene.stage.heard if line.to == role.value]


@pytest.mark.parametrize("role", BLIND)
async def test_whoever_has_no_household_is_shown_none(
    stage: Stage, homes: Realm, role: Role
) -> None:
    scene = await _joined(stage, homes, role, cast.DISTRICT)
    for home, number in homes.homes.items():
        for words in (HEADS[home], f"/households {HEADS[home]}", f"/start h{number}"):
            assert not _tells(await _said(scene, role, words), home)
        for verb in ("show", "reveal", "hide", "page"):
            said = await scene.press(role.value, f"household:{verb}:{number}")
            assert not _tells(said, home), verb


DOCUMENTS = {
    "handbook": {"form": "pdf", "purpose": "", "at": "2026-03-02T01:00:00+00:00"},
    "handbook in full": {"form": "xlsx", "purpose": "检查", "at": "2026-03-02T01:00:00+00:00"},
}
"""Documents about one household, by kind and what else is asked."""
OF_AREAS = frozenset({"area_sheet", "case_ledger", "entries", "import_sheet", "progress"})
"""Documents of whole areas: tests/storage/test_scope.py proves what they are read with."""


async def test_no_document_is_made_of_the_next_household(
    stage: Stage, homes: Realm, tmp_path: Path
) -> None:
    for role in Role:
        code, home = NEXT.get(role, (cast.VILLAGE, OWN))
        await _joined(stage, homes, role, code)
        async with stage.app.database.read() as db:
            person = await people.by_telegram(db, stage.users[role.value])
        assert person is not None
        for kind, asked in DOCUMENTS.items():
            values = asked | {"household": homes.homes[home], "person": person.id}
            with pytest.raises(Refusal):
                await documents.make(stage.app.database, tmp_path, kind.split()[0], values)


def test_every_kind_of_document_is_known_here() -> None:
    assert set(documents._makers) == {it.split()[0] for it in DOCUMENTS} | OF_AREAS
