"""Several at once: one wins, the others read why, and nothing happens twice."""

import asyncio
from dataclasses import replace
from weakref import WeakValueDictionary

from sqlalchemy import func, select

from storage import invitations, people
from storage.tables import CheckInRow, InboxRow, MoveRow
from tests.kit.stage import STRANGER, Stage


async def at_once(stage: Stage) -> list[tuple[str, str]]:
    """Take everything that waits at the same time, as workers that know nothing of each other."""
    stage.heard.clear()
    pending, turns = stage.world.updates.pending(), stage.app.turns
    workers = [replace(turns, _locks=WeakValueDictionary()) for _ in pending]
    pairs = zip(workers, pending, strict=True)
    await asyncio.gather(*[worker.take(update) for worker, update in pairs])
    stage.world.updates.take(pending[-1]["update_id"] + 1, 1)
    await stage.settle()
    assert await count(stage, InboxRow, InboxRow.fault.is_not(None)) == 0
    return [(line.to, line.words) for line in stage.heard]


async def count(stage: Stage, row: type, *conditions: object) -> int:
    async with stage.app.database.read() as db:
        counted = select(func.count()).select_from(row).where(*conditions)  # type: ignore[arg-type]
        return await db.scalar(counted) or 0


async def owner(stage: Stage, name: str) -> int | None:
    async with stage.app.database.read() as db:
        return (await people.by_id(db, stage.roster.people[name])).telegram_id


async def invite(stage: Stage, name: str) -> str:
    async with stage.app.database.write() as db:
        return await invitations.make(db, stage.roster.people[name], stage.app.clock())


async def exception(stage: Stage) -> None:
    stage.world.send_location(stage.users["韦秀英"], 21.481, 109.195, 9)
    await stage.settle()
    stage.world.send_text(stage.users["韦秀英"], "大明去镇上看病")
    stage.world.send_text(stage.users["陆海燕"], "/review")
    await stage.settle()
    stage.world.send_text(stage.users["陆海燕"], "/review")
    await stage.settle()


def press(stage: Stage, name: str, label: str) -> None:
    user = stage.users[name]
    number = stage.world.history(user)[-1]["message_id"]
    stage.world.press(user, number, label)


async def test_fifty_locations_at_once_make_one_checkin(stage: Stage) -> None:
    for _ in range(50):
        stage.world.send_location(stage.users["韦秀英"], 21.481, 109.1861, 9)
    said = await at_once(stage)
    assert await count(stage, CheckInRow) == 1
    assert sum(words.startswith("✅ 已签到") for _, words in said) == 1
    assert len(said) == 50


async def test_an_invitation_opened_by_two_at_once_binds_one(stage: Stage) -> None:
    word = await invite(stage, "黎新来")
    rivals = ["黎新来", STRANGER]
    for name in rivals:
        stage.world.open_link(stage.users[name], word)
    said = await at_once(stage)
    bound = await owner(stage, "黎新来")
    greeted = {to for to, words in said if words.startswith("黎新来，您好")}
    assert [stage.users[name] for name in greeted] == [bound]
    assert {to for to, _ in said} == set(rivals)


async def test_an_invitation_and_a_contact_at_once_bind_one(stage: Stage) -> None:
    word = await invite(stage, "黎新来")
    stage.world.open_link(stage.users[STRANGER], word)
    stage.world.send_contact(stage.users["黎新来"])
    said = await at_once(stage)
    assert await owner(stage, "黎新来") in (stage.users["黎新来"], stage.users[STRANGER])
    assert sum(words.startswith("黎新来，您好") for _, words in said) == 1


async def test_two_officers_accepting_at_once_tell_the_helper_once(stage: Stage) -> None:
    await exception(stage)
    for name in ("莫小兰", "陆海燕"):
        press(stage, name, "✅ 认可")
    said = await at_once(stage)
    toasts = [words for to, words in said if words.startswith("(toast)")]
    assert sum("已告诉本人" in words for words in toasts) == 1
    assert len(toasts) == 2
    assert len([words for to, words in said if to == "韦秀英"]) == 1


async def test_an_arrival_and_an_acceptance_at_once_leave_one_outcome(stage: Stage) -> None:
    await exception(stage)
    press(stage, "莫小兰", "✅ 认可")
    stage.world.send_location(stage.users["韦秀英"], 21.481, 109.1861, 9)
    await at_once(stage)
    assert await count(stage, CheckInRow) == 1
    assert await count(stage, CheckInRow, CheckInRow.state.in_(["accepted", "verified"])) == 1


async def test_two_who_ask_for_one_account_at_once_leave_one_request_open(stage: Stage) -> None:
    for name in (STRANGER, "黎新来"):
        user = stage.users[name]
        stage.world.send_contact(user, user, "13900000001")
    said = await at_once(stage)
    assert await count(stage, MoveRow, MoveRow.outcome.is_(None)) == 1
    assert {to for to, _ in said} >= {STRANGER, "黎新来"}


async def test_a_move_confirmed_and_refused_at_once_has_one_outcome(stage: Stage) -> None:
    user = stage.users[STRANGER]
    stage.world.send_contact(user, user, "13900000001")
    await stage.settle()
    press(stage, "莫小兰", "✅ 确认")
    press(stage, "莫小兰", "✖ 不同意")
    said = await at_once(stage)
    outcomes = [words for to, words in said if to == STRANGER]
    assert len(outcomes) == 1
    bound = await owner(stage, "韦秀英")
    assert (bound == user) == outcomes[0].startswith("已确认")


async def test_two_submits_of_one_form_at_once_hand_it_in_once(stage: Stage) -> None:
    admin = stage.users["陈丽华"]
    for words in ("规则", "农户签到半径（米）：300", "500", "今天"):
        stage.world.send_text(admin, words)
        await stage.settle()
    number = stage.world.history(admin)[-1]["message_id"]
    query = stage.world.press(admin, number, "✔ 提交")
    for _ in range(3):
        stage.world.duplicate_press(query)
    said = [words for _, words in await at_once(stage)]
    assert sum(words.startswith("✅ 农户签到半径") for words in said) == 1
    assert len(said) == 4
