"""The Bot API over raw HTTP: how requests may be encoded, and what weather does to them."""

import asyncio
from datetime import timedelta
from typing import Any

import aiohttp
import orjson
import pytest

from sandbox import server
from sandbox.world import Upload


@pytest.fixture
async def http(served):
    async with aiohttp.ClientSession(f"{served.api_base}/bot100%3Asandbox/") as session:
        yield session


async def ask(http, method, **how):
    async with http.post(method, **how) as response:
        answer = await response.json()
        assert response.status == answer.get("error_code", 200)
        return answer


async def test_a_bot_says_that_it_is_one(http):
    async with http.get("getMe") as response:
        me = (await response.json())["result"]
    assert (me["is_bot"], me["username"]) == (True, "bangfu_bot")


async def test_query_form_json_and_multipart_mean_the_same(http, wei):
    said = {"chat_id": str(wei), "text": "你好", "disable_notification": "true"}
    multipart = aiohttp.FormData(said, default_to_multipart=True)
    ways: list[dict[str, Any]] = [
        {"params": said},
        {"data": said},
        {"json": said},
        {"data": multipart},
    ]
    answers = [await ask(http, "sendMessage", **way) for way in ways]
    assert [answer["result"]["text"] for answer in answers] == ["你好"] * 4


async def test_nested_parameters_may_be_text_or_json(http, wei):
    markup = {"inline_keyboard": [[{"text": "好", "callback_data": "ok"}]]}
    for given in (markup, orjson.dumps(markup).decode()):
        said = {"chat_id": wei, "text": "?", "reply_markup": given}
        assert (await ask(http, "sendMessage", json=said))["result"]["reply_markup"] == markup


async def test_a_file_comes_under_its_name_or_attached(http, wei):
    for name, extra in (("document", {}), ("x1", {"document": "attach://x1"})):
        form = aiohttp.FormData({"chat_id": str(wei), **extra})
        form.add_field(name, b"sheet", filename="表.csv")
        answer = await ask(http, "sendDocument", data=form)
        assert answer["result"]["document"]["file_size"] == 5


async def test_an_escaped_colon_opens_the_file_too(http, world, served, wei):
    sent = world.send_document(wei, Upload(name="a b.txt", content=b"x"))
    file = (await ask(http, "getFile", json={"file_id": sent["document"]["file_id"]}))["result"]
    for token in ("100:sandbox", "100%3Asandbox"):
        address = f"{served.api_base}/file/bot{token}/{file['file_path']}"
        async with http.get(address) as response:
            assert await response.read() == b"x"


async def test_a_path_is_good_for_an_hour_once_it_is_asked_for(http, world, served, wei):
    sent = world.send_document(wei, Upload(name="a.txt", content=b"x"))
    path = world.files.by_id[sent["document"]["file_id"]].path
    address = f"{served.api_base}/file/bot100:sandbox/{path}"
    statuses = []
    for hours in (0, 0.9, 0.2):
        world.clock.move_by(timedelta(hours=hours))
        async with http.get(address) as response:
            statuses.append(response.status)
        if not hours:
            await ask(http, "getFile", json={"file_id": sent["document"]["file_id"]})
    assert statuses == [404, 200, 404]


async def test_files_over_20_mb_cannot_be_downloaded(http, world, wei):
    large = Upload(name="large", content=bytes(20 * 1024 * 1024 + 1))
    sent = world.send_document(wei, large)
    answer = await ask(http, "getFile", json={"file_id": sent["document"]["file_id"]})
    assert answer["description"] == "Bad Request: file is too big"


async def test_too_large_a_body_is_refused_before_it_is_kept(http, world, wei, monkeypatch):
    monkeypatch.setattr(server, "BOT_BODY_LIMIT", 100_000)
    for body in (b"x" * 200_000, _in_pieces(b"x" * 200_000)):
        form = aiohttp.FormData({"chat_id": str(wei)}, default_to_multipart=True)
        form.add_field("document", body, filename="large")
        answer = await ask(http, "sendDocument", data=form)
        words = "Request Entity Too Large"
        assert (answer["error_code"], answer["description"]) == (413, words)
    assert world.history(wei) == []


async def _in_pieces(content):
    for at in range(0, len(content), 10_000):
        yield content[at : at + 10_000]


async def test_unknown_tokens_methods_and_bodies_are_refused(http, served):
    assert (await ask(http, "getNothing"))["error_code"] == 404
    assert (await ask(http, "sendDice", json={}))["error_code"] == 501
    assert (await ask(http, f"{served.api_base}/bot1:x/getMe"))["error_code"] == 401
    headers = {"Content-Type": "application/json"}
    assert (await ask(http, "getMe", data=b"[1", headers=headers))["error_code"] == 400


async def test_method_names_are_read_without_regard_to_case(http):
    assert (await ask(http, "GETME"))["ok"]


async def test_too_much_at_once_has_to_wait(http, world, wei):
    world.limits.enforced = True
    said = {"chat_id": wei, "text": "x"}
    answers = [await ask(http, "sendMessage", json=said) for _ in range(7)]
    assert [answer["ok"] for answer in answers] == [True] * 5 + [False] * 2
    assert answers[-1]["parameters"]["retry_after"] == 1
    assert answers[-1]["description"] == "Too Many Requests: retry after 1"


async def test_a_lost_answer_still_took_effect(http, world, wei):
    world.faults.add("drop_answer", times=1)
    with pytest.raises(aiohttp.ClientError):
        await ask(http, "sendMessage", json={"chat_id": wei, "text": "一"})
    assert world.history(wei)[-1]["text"] == "一"
    assert (await ask(http, "sendMessage", json={"chat_id": wei, "text": "二"}))["ok"]


async def test_a_502_may_come_after_the_effect(http, world, wei):
    world.faults.add("502_after", times=1)
    answer = await ask(http, "sendMessage", json={"chat_id": wei, "text": "一"})
    assert (answer["error_code"], answer["description"]) == (502, "Bad Gateway")
    assert world.history(wei)[-1]["text"] == "一"


@pytest.mark.parametrize(("kind", "code"), [("429", 429), ("403", 403), ("500", 500)])
async def test_faults_refuse_without_effect(http, world, wei, kind, code):
    world.faults.add(kind, method="sendMessage", chat_id=wei, times=1, retry_after=9)
    answer = await ask(http, "sendMessage", json={"chat_id": str(wei), "text": "x"})
    assert answer["error_code"] == code
    assert world.history(wei) == []
    assert answer.get("parameters", {}).get("retry_after") == (9 if kind == "429" else None)


async def test_a_server_that_is_gone_or_hangs_gives_nothing(http, world, wei):
    world.faults.add("gone", times=1)
    world.faults.add("timeout", times=1, delay_s=5)
    with pytest.raises(aiohttp.ClientError):
        await ask(http, "sendMessage", json={"chat_id": wei, "text": "x"})
    brief = aiohttp.ClientTimeout(total=0.1)
    with pytest.raises(asyncio.TimeoutError):
        await ask(http, "sendMessage", json={"chat_id": wei, "text": "x"}, timeout=brief)
    assert world.history(wei) == []


async def test_a_share_of_requests_fails_by_chance(world, wei):
    world.faults.add("500", share=0.3)
    struck = [world.faults.strike("sendMessage", {"chat_id": wei}) for _ in range(200)]
    assert 30 < sum(fault is not None for fault in struck) < 90
    assert world.faults.strike("getUpdates", {}) is None
