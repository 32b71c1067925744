"""The journal: what is noted, how it is exported, and that the stage reads it as it was meant."""

import ast
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sandbox import deeds, exporting, journal
from sandbox.world import Clock, World
from tests.kit import actions
from tests.kit.script import parse

BEGIN = datetime(2026, 3, 2, 1, 0, 5, 120_000, tzinfo=UTC)


@pytest.fixture(autouse=True)
def always_calm(monkeypatch):
    monkeypatch.setattr(journal, "CALM_S", -1.0)


@dataclass
class Replay:
    """Enough of a stage to act people's lines on."""

    world: World
    users: dict[str, int]
    last_press: str = ""
    offered: dict[tuple[int, str], tuple[int, str]] = field(default_factory=dict)


def world_of_two():
    world = World(limits=False, clock=Clock(frozen_at=BEGIN))
    for name in ("韦秀英", "莫小兰"):
        world.add_user(name, f"1380000000{len(world.people.phones)}", started=True)
    world.begins()
    return world


async def echo(world):
    """Answer every message with buttons of the same labels, and every press with a toast."""
    buttons = [[{"text": "好", "callback_data": "a"}, {"text": "好", "callback_data": "b"}]]
    for update in world.updates.pending():
        await world.call("getUpdates", {"offset": update["update_id"] + 1})
        if "callback_query" in update:
            query = update["callback_query"]
            answer = {"callback_query_id": query["id"], "text": query["data"]}
            await world.call("answerCallbackQuery", answer)
        elif "message" in update:
            markup = {"inline_keyboard": buttons}
            chat = update["message"]["chat"]["id"]
            await world.call(
                "sendMessage", {"chat_id": chat, "text": "行", "reply_markup": markup}
            )


async def did(world, *acts):
    """Do deeds of the first person at the desk, the bot answering each."""
    wei = next(iter(world.people.phones))
    for name, details in acts:
        world.clock.move_by(timedelta(seconds=1.5))
        filled = {
            key: value(world) if callable(value) else value for key, value in details.items()
        }
        deeds.do(world, name, {"user_id": wei} | filled)
        await echo(world)


def script_of(play):
    """Read the play out of the test it is in."""
    calls = [it for it in ast.walk(ast.parse(play["text"])) if isinstance(it, ast.Call)]
    return ast.literal_eval(calls[0].args[0])


async def acted_again(play):
    """Act an exported play on a fresh world of the same two."""
    world = world_of_two()
    stage: Any = Replay(
        world, {phone.user["first_name"]: it for it, phone in world.people.phones.items()}
    )
    for act in parse(script_of(play)):
        if act.at:
            world.clock.move_to(datetime.fromisoformat(f"{act.at}+08:00"))
        if act.who:
            actions.act_line(stage, act)
            await echo(world)
    return world


def newest(of_bot, back=1):
    def find(world):
        said = [m for m in world.history(1001) if m["from"]["is_bot"] is of_bot]
        return said[-back]["message_id"]

    return find


def group(world):
    return min(world.chats.by_id)


POINT = {"latitude": 21.473512, "longitude": 109.120143}
TALK = [
    ("open_link", {}),
    ("open_link", {"start": "abc"}),
    ("text", {"text": "签到"}),
    ("text", {"text": "presses [好]"}),
    ("text", {"text": '两行\n"字" \\ """'}),
    ("text", {"text": "回", "reply_to": newest(of_bot=True, back=2)}),
    ("press", {"message_id": newest(of_bot=True), "data": "b"}),
    ("press", {"message_id": newest(of_bot=True, back=3), "data": "a"}),
    ("duplicate_press", {"message_id": newest(of_bot=True, back=3), "data": "a"}),
    ("edit", {"message_id": newest(of_bot=False), "text": "改"}),
    ("forward", {"message_id": newest(of_bot=True), "from_chat": 1001}),
    ("react", {"message_id": newest(of_bot=True), "emoji": "👍"}),
    ("location", {**POINT, "horizontal_accuracy": 12.5, "live_period": 900}),
    ("move_live", {**POINT, "message_id": newest(of_bot=False), "horizontal_accuracy": 8}),
    ("stop_live", {"message_id": newest(of_bot=False)}),
    ("location", POINT),
    ("place", {**POINT, "horizontal_accuracy": 5}),
    ("venue", {**POINT, "title": "村 委", "address": ""}),
    ("contact", {}),
    ("contact", {"phone": "13911112222"}),
    ("contact", {"of_user_id": 1002}),
    ("delete", {"message_id": newest(of_bot=False)}),
    ("block", {}),
    ("unblock", {}),
    ("new_group", {"title": "关井 工作群", "member_ids": [1002], "is_forum": True,
                   "bot_is_admin": True}),
    ("new_topic", {"chat_id": group, "name": "签到"}),
    ("text", {"chat_id": group, "text": "大家好"}),
    ("remove_member", {"chat_id": group, "member_id": 1002}),
    ("add_member", {"chat_id": group, "member_id": 1002}),
    ("promote", {"chat_id": group, "member_id": 1002, "is_admin": True}),
    ("add_bot", {"chat_id": group, "as_admin": False}),
    ("remove_bot", {"chat_id": group}),
]  # fmt: skip


async def test_a_session_that_is_acted_again_is_the_same_session():
    world = world_of_two()
    await did(world, *TALK)
    play = exporting.session(world)
    assert play["notes"] == []
    again = await acted_again(play)
    assert exporting.session(again)["text"] == play["text"]
    assert [len(world.history(it)) for it in world.chats.by_id] == [
        len(again.history(it)) for it in again.chats.by_id
    ]


async def test_times_lines_and_moves_of_the_clock_are_written_down():
    world = world_of_two()
    await did(world, ("text", {"text": "签到"}))
    deeds.do(world, "clock", {"to": "2026-03-03T08:00:00+08:00"})
    assert [line.strip() for line in exporting.session(world)["text"].splitlines()[5:-1]] == [
        'await demo_stage.play("""',
        "-- 2026-03-02 09:00:06.620",
        "韦秀英: 签到",
        "Bot to 韦秀英: 行 [好] [好]",
        "-- 2026-03-03 08:00:00.000",
    ]


async def test_what_comes_before_the_bot_is_calm_is_joined(monkeypatch):
    monkeypatch.setattr(journal, "CALM_S", 60.0)
    world = world_of_two()
    await did(world, ("text", {"text": "一"}), ("text", {"text": "二"}))
    lines = exporting.session(world)["text"].split("play(")[1]
    assert "& 韦秀英: 二" in lines
    assert lines.index("二") < lines.index("Bot to")


async def test_looks_for_what_is_due_count_only_when_something_comes_of_them():
    world = world_of_two()
    for _ in range(3):
        world.clock.move_by(timedelta(seconds=30))
        world.journal.sweep(world)
    assert len(world.journal.entries) == 1
    assert "sweep" not in exporting.session(world)["text"]
    await world.call("sendMessage", {"chat_id": 1001, "text": "汇总"})
    assert "sweep\n        Bot to 韦秀英: 汇总" in exporting.session(world)["text"]


async def test_letters_that_come_by_themselves_are_a_sweep(monkeypatch):
    world = world_of_two()
    await did(world, ("text", {"text": "签到"}))
    monkeypatch.setattr(journal, "BY_ITSELF_S", -1.0)
    await world.call("sendMessage", {"chat_id": 1001, "text": "汇总"})
    assert "sweep\n        Bot to 韦秀英: 汇总" in exporting.session(world)["text"]


async def test_people_who_come_later_get_their_phones_in_the_play():
    world = world_of_two()
    deeds.do(world, "add_phone", {"first_name": "王 五", "phone": "13900009999"})
    deeds.do(world, "add_phone", {"first_name": "韦秀英"})
    lines = exporting.session(world)["text"]
    assert 'phone 王五 13900009999 "王 五"' in lines
    assert 'phone 韦秀英·2 - "韦秀英"' in lines


async def test_notes_say_what_a_play_goes_without():
    world = world_of_two()
    deeds.do(world, "fault", {"kind": "429"})
    world.journal.fresh, world.journal.cut = False, True
    notes = [note["en"] for note in exporting.session(world)["notes"]]
    assert [note.split()[0] for note in notes] == ["The", "The", "There"]
    assert all(note["zh"] for note in exporting.session(world)["notes"])


def test_the_journal_is_bounded(monkeypatch):
    world = world_of_two()
    for number in range(journal.MOST + 1):
        world.journal.act(world, "act", f"韦秀英: {number}")
    assert len(world.journal.entries) == journal.MOST
    assert world.journal.cut


async def test_a_deed_that_is_refused_is_not_noted():
    world = world_of_two()
    with pytest.raises(ValueError, match="gone"):
        deeds.do(world, "press", {"user_id": 1001, "message_id": 5, "data": "x"})
    assert not world.journal.entries
