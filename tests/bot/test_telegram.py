"""The way to Telegram: whatever comes back is a result or one of three ways to go wrong."""

import orjson
import pytest
from aiohttp import web

from bot.telegram import NotSent, Rejected, Telegram, Unanswered

TOKEN = "123456:AAsecretsecret"
FINE = orjson.dumps({"ok": True, "result": {"message_id": 5}})
DEEP = b'{"ok": true, "result": ' + b"[" * 5000 + b"]" * 5000 + b"}"


@pytest.fixture
async def reach(unused_tcp_port):
    """Answer every call with one body."""
    runners, clients = [], []

    async def reach(body, status=200):
        async def answer(_request):
            return web.Response(body=body, status=status)

        app = web.Application()
        app.router.add_post("/bot{token}/{method}", answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", unused_tcp_port).start()
        runners.append(runner)
        clients.append(Telegram(f"http://127.0.0.1:{unused_tcp_port}", TOKEN))
        return await clients[-1].call("getUpdates", {}, timeout_s=5)

    yield reach
    for client in clients:
        await client.close()
    for runner in runners:
        await runner.cleanup()


async def test_a_result_is_returned(reach):
    assert await reach(FINE) == {"message_id": 5}


async def test_ok_without_a_result_is_no_result(reach):
    assert await reach(b'{"ok": true}') is None


async def test_half_a_character_in_one_update_does_not_hold_up_the_others(reach):
    body = b'{"ok": true, "result": [{"update_id": 1, "x": "\\ud83d"}, {"update_id": 2}]}'
    assert [raw["update_id"] for raw in await reach(body)] == [1, 2]


@pytest.mark.parametrize("body", [b"", b"<html>502</html>", b"\xff", b'{"ok": tru', DEEP])
async def test_what_cannot_be_read_is_an_unknown_outcome(reach, body):
    with pytest.raises(Unanswered) as silence:
        await reach(body, 502)
    assert TOKEN not in repr(silence.value)
    assert silence.value.__cause__ is None


@pytest.mark.parametrize("body", [b"[]", b"7", b"{}", b'{"ok": false, "error_code": "x"}'])
async def test_an_answer_of_another_shape_is_trouble_over_there(reach, body):
    with pytest.raises(Rejected) as no:
        await reach(body)
    assert no.value.code == 500


async def test_a_refusal_carries_its_code_words_and_wait(reach):
    body = {"ok": False, "error_code": 429, "description": "Too Many Requests"}
    with pytest.raises(Rejected) as no:
        await reach(orjson.dumps(body | {"parameters": {"retry_after": 7}}), 429)
    assert (no.value.code, no.value.description) == (429, "Too Many Requests")
    assert no.value.retry_after_s == 7


async def test_a_server_that_is_not_there_was_not_reached(unused_tcp_port):
    telegram = Telegram(f"http://127.0.0.1:{unused_tcp_port}", TOKEN)
    with pytest.raises(NotSent) as silence:
        await telegram.call("getMe", {}, timeout_s=5)
    assert TOKEN not in repr(silence.value)
    await telegram.close()
