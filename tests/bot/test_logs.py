"""What goes wrong is logged by class and place; names, numbers and tokens never show."""

import asyncio
import logging
import subprocess
import sys
from io import StringIO

import aiohttp
import pytest
import structlog
from pydantic import BaseModel
from sqlalchemy import text

from bot import logs
from bot.delivery import Delivery
from bot.faults import described
from bot.telegram import Rejected, Telegram, Unanswered
from storage import people
from tests.bot.conftest import NOW, handled_by, parcel

PHONE, NUMBER, NAME, TOKEN = "13912345678", "450502199001011234", "覃桂花", "4711:AA-secret"
CANARIES = (PHONE, NUMBER, NAME, TOKEN, "AA-secret")


@pytest.fixture
def logged(monkeypatch):
    """Log as a running bot does; returns what reads it."""
    written = StringIO()
    root, hook = logging.getLogger(), sys.excepthook
    handlers, level = root.handlers[:], root.level
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", written)
        root.handlers.clear()  # pytest's own, which would be closed
        logs.configure()
    yield written.getvalue
    structlog.reset_defaults()
    root.handlers[:], sys.excepthook = handlers, hook
    root.setLevel(level)


def check(written, *expected):
    for word in expected:
        assert word in written
    for canary in CANARIES:
        assert canary not in written


async def talk(stage, handler):
    handled_by(stage, handler)
    stage.world.send_text(stage.users["韦秀英"], f"{NAME} {PHONE} {NUMBER}")
    await stage.settle()


class Card(BaseModel):
    """Something pydantic refuses, words and all."""

    phone: int


def in_the_code(_db):
    raise ValueError(f"{NAME} {PHONE} {NUMBER} {TOKEN}")


def in_a_model(_db):
    Card.model_validate({"phone": f"{NAME} {PHONE} {NUMBER}"})


async def in_the_database(db):
    wrong = text("INSERT INTO people (id, name) VALUES (NULL, :name)")
    await db.execute(wrong, {"name": f"{NAME} {PHONE} {NUMBER}"})


async def on_something_twice(db):
    await people.add(db, NAME, PHONE)
    await people.add(db, f"{NAME} {NUMBER}", PHONE)


@pytest.mark.parametrize("fault", [in_the_code, in_a_model, in_the_database, on_something_twice])
async def test_a_fault_in_a_handler_is_logged_without_its_words(stage, logged, fault):
    async def break_down(message, db):
        done = fault(db)
        if asyncio.iscoroutine(done):
            await done

    await talk(stage, break_down)
    check(logged(), "a turn broke", "break_down", '"tries_left": 0')


async def test_an_update_in_quarantine_is_logged_by_its_number(stage, logged):
    message = {"message_id": NAME, "text": f"{PHONE} {NUMBER}"}
    await stage.app.turns.take({"update_id": 99, "message": message})
    check(logged(), "quarantine", '"update": 99', "ValidationError")


async def no_card(_chat, _card):
    return None


async def test_a_refused_call_is_logged_without_what_it_said(post, logged):
    post.answers = [Rejected(400, f"Bad Request: can't parse {NAME} {PHONE}")]
    await Delivery(post, no_card).attempt(parcel(5, f"{NAME} {PHONE}", id=7), NOW)
    check(logged(), "Telegram refused a call", '"parcel": 7')


async def test_a_parcel_that_breaks_is_logged_by_its_number(stage, logged, monkeypatch):
    async def break_down(*_):
        raise ValueError(f"{NAME} {PHONE} {TOKEN}")

    monkeypatch.setattr(stage.app.telegram, "call", break_down)
    await stage.app.turns.take(
        {"update_id": 7, "message": stage.world.send_text(stage.users["韦秀英"], "你好")}
    )
    await stage.app.courier.idle()
    check(logged(), "could not be sent")


async def test_an_address_that_does_not_answer_is_not_shown(logged):
    async def hang_up(reader, writer):
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    telegram = Telegram(f"http://127.0.0.1:{port}", TOKEN)
    with pytest.raises(Unanswered) as caught:
        await telegram.call("getMe", {})
    logging.getLogger("aiohttp.client").error("failed: %s", TOKEN, exc_info=caught.value)
    structlog.get_logger().error("a call broke", fault=described(caught.value))
    await telegram.close()
    server.close()
    check(logged(), "Unanswered")
    assert isinstance(caught.value.__context__, aiohttp.ClientError)
    assert caught.value.__suppress_context__


async def test_a_sweep_that_breaks_is_logged_without_its_words(stage, logged, monkeypatch):
    async def report(_database, _now):
        raise ValueError(f"{NAME} {PHONE}")

    monkeypatch.setattr("bot.app.SWEEPS", (report,))
    assert await stage.app.sweep() == {}
    check(logged(), "a sweep broke", "ValueError")


async def test_what_the_event_loop_reports_is_logged_without_words(logged):
    loop = asyncio.get_running_loop()
    logs.quiet_loop(loop)
    loop.call_soon(in_the_code, None)
    await asyncio.sleep(0.01)
    check(logged(), "the event loop reports a fault", "ValueError", "in_the_code")


ENDING = f"""
import asyncio
from bot import logs
logs.configure()
async def fail():
    raise ValueError("{NAME} {PHONE} {TOKEN}")
async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(fail())
asyncio.run(main())
"""


def test_what_ends_the_bot_is_logged_without_words():
    ended = subprocess.run(
        [sys.executable, "-c", ENDING], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert "the bot ends with a fault" in ended.stderr
    assert "ValueError at" in ended.stderr
    assert not [canary for canary in CANARIES if canary in ended.stderr + ended.stdout]
