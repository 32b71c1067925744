"""The desk: who may see it, what it shows, what can be done at it."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import orjson
import pytest

from sandbox import desk, pages, stream
from sandbox.world import Upload
from tests.sandbox.test_messages import PNG


@pytest.fixture
async def stranger(served):
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(served.api_base, cookie_jar=jar) as session:
        yield session


@pytest.fixture
async def browser(stranger, served):
    async with stranger.get(served.desk_url, allow_redirects=False) as response:
        assert (response.status, response.headers["Location"]) == (303, "/")
    return stranger


async def status(session, path, **how):
    async with session.get(path, allow_redirects=False, **how) as response:
        return response.status


async def act(browser, name, **details):
    async with browser.post("/desk/act", json={"do": name, **details}) as response:
        answer = await response.json()
        assert answer["ok"] is (response.status == 200)
        return answer.get("result") if answer["ok"] else answer["error"]


async def test_a_link_opens_the_desk_once(stranger, browser, served):
    assert await status(browser, served.desk_url) == 303  # the cookie is there
    async with aiohttp.ClientSession() as other:
        assert await status(other, served.desk_url) == 403
        assert await status(other, served.new_desk_url()) == 303
    cookie = next(iter(browser.cookie_jar))
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")


@pytest.mark.parametrize("path", ["/", "/index.html", "/desk/state", "/desk/events", "/?key=x"])
async def test_strangers_are_told_to_copy_the_newest_link(stranger, path):
    async with stranger.get(path) as response:
        assert response.status == 403
        words = await response.text()
    assert "最新的一条链接" in words
    assert "newest link" in words


async def test_host_and_origin_must_be_ours(browser, served):
    own = {"Origin": served.api_base}
    assert await status(browser, "/desk/state", headers=own) == 200
    foreign = [{"Host": f"evil.example:{served.port}"}, {"Host": "127.0.0.1:1"},
               {"Origin": "http://evil.example"}, {"Origin": "null"}]  # fmt: skip
    for headers in foreign:
        assert await status(browser, "/desk/state", headers=headers) == 403


async def test_the_page_comes_under_a_strict_policy(browser):
    async with browser.get("/") as response:
        assert response.status == 200
        assert (
            "default-src 'none'; script-src 'self'" in response.headers["Content-Security-Policy"]
        )
        assert "unsafe" not in response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    async with browser.get("/app.js") as response:
        assert response.content_type == "text/javascript"


@pytest.mark.parametrize(
    "path",
    ["/../world.py", "/%2e%2e/world.py", "/..%2fworld.py", "/a//etc/passwd", "/css", "/x\0"],
)
async def test_no_path_leads_out_of_the_page(browser, path):
    assert pages.find(path.lstrip("/")) is None
    async with browser.get(path.replace("\0", "%00")) as response:
        assert response.status in {400, 404}


async def test_the_state_shows_phones_and_chats(browser, world, wei):
    world.banner = "演练"
    world.set_presets(wei, [{"name": "在黄大明家", "latitude": 21.4, "longitude": 109.1}])
    async with browser.get("/desk/state") as response:
        state = await response.json()
    [phone] = state["phones"]
    assert (state["banner"], phone["user"]["first_name"]) == ("演练", "韦秀英")
    assert (phone["phone"], phone["chats"], phone["shown"]) == ("13800000001", [wei], True)
    assert phone["presets"][0]["name"] == "在黄大明家"
    assert state["chats"][str(wei)]["type"] == "private"


async def test_people_press_and_share(browser, world, wei):
    lu = (await act(browser, "add_phone", first_name="陆", phone="13800000002", note="村官"))[
        "user"
    ]
    await act(browser, "open_link", user_id=wei, start="abc")
    buttons = {"inline_keyboard": [[{"text": "好", "callback_data": "ok"}]]}
    asked = await world.call("sendMessage", {"chat_id": wei, "text": "?", "reply_markup": buttons})
    here = {"user_id": wei, "chat_id": wei, "message_id": asked["message_id"]}
    assert (await act(browser, "press", **here, data="ok"))["callback_query_id"]
    again = {"user_id": wei, "message_id": asked["message_id"], "data": "ok"}
    assert (await act(browser, "duplicate_press", **again))["callback_query_id"]
    keys = {"keyboard": [[{"text": "位置", "request_location": True}]]}
    await world.call("sendMessage", {"chat_id": wei, "text": "键", "reply_markup": keys})
    point = {"user_id": wei, "latitude": 21.4, "longitude": 109.1}
    await act(browser, "place", **point, horizontal_accuracy=12)
    assert (await act(browser, "key", user_id=wei, text="位置"))["location"]["latitude"] == 21.4
    live = await act(browser, "location", **point, live_period=900)
    await act(browser, "move_live", **point, message_id=live["message_id"])
    await act(browser, "stop_live", user_id=wei, message_id=live["message_id"])
    contact = (await act(browser, "contact", user_id=wei, of_user_id=lu["id"]))["contact"]
    assert contact["phone_number"] == "8613800000002"


async def test_people_write_edit_and_forward(browser, world, wei):
    asked = await world.call("sendMessage", {"chat_id": wei, "text": "?"})
    said = await act(browser, "text", user_id=wei, text="一", reply_to=asked["message_id"])
    assert said["reply_to_message"]["message_id"] == asked["message_id"]
    await act(browser, "edit", user_id=wei, message_id=said["message_id"], text="二")
    await act(browser, "forward", user_id=wei, message_id=said["message_id"], from_chat=wei)
    await act(browser, "block", user_id=wei)
    await act(browser, "unblock", user_id=wei)
    await act(browser, "hide_phone", user_id=wei)
    assert not world.phone(wei).shown
    await act(browser, "show_phone", user_id=wei)


async def test_the_director_moves_the_clock_and_the_weather(browser, world, wei):
    await act(browser, "clock", to="2026-03-02T01:00:00Z")
    await act(browser, "clock", by_s=3600)
    moved = world.clock.now() - datetime(2026, 3, 2, 2, tzinfo=UTC)
    assert 0 <= moved.total_seconds() < 60
    await act(browser, "fault", kind="429", chat_id=wei, times=1, retry_after=5)
    assert len(world.faults.rules) == 1
    await act(browser, "clear_faults")
    assert world.faults.rules == []
    world.send_text(wei, "一")
    [update] = await world.call("getUpdates")
    await world.call("getUpdates", {"offset": update["update_id"] + 1})
    await act(browser, "redeliver", update_id=update["update_id"])
    assert world.updates.pending() == [update]


async def test_one_rule_is_lifted_and_the_page_hears_what_is_left(browser, world):
    heard: list[Any] = []
    world.subscribe(heard.append)
    first, second = [await act(browser, "fault", kind=kind) for kind in ("slow", "500")]
    await act(browser, "end_fault", id=first)
    assert [rule.kind for rule in world.faults.rules] == ["500"]
    assert [rule["id"] for rule in heard[-1]["faults"]] == [second]
    assert "no such fault" in await act(browser, "end_fault", id=first)


@pytest.mark.parametrize(
    ("name", "details"),
    [("nonsense", {}), ("text", {}), ("text", {"user_id": 5, "text": "x"}),
     ("press", {"user_id": 1001, "message_id": 9, "data": "x"}), ("clock", {"to": "morgen"}),
     ("text", {"user_id": 1001, "text": "x", "extra": 1}), ("fault", {"kind": "flood"}),
     ("text", {"user_id": 1001, "text": 5}), ("redeliver", {"update_id": 1})],
)  # fmt: skip
async def test_what_cannot_be_done_is_said(browser, wei, name, details):
    assert isinstance(await act(browser, name, **details), str)


async def test_files_go_both_ways(browser, world, wei):
    async def upload(kind, *files, caption=""):
        form = aiohttp.FormData()
        for name, content in files:
            form.add_field("file", content, filename=name)
        query = {"user_id": str(wei), "chat_id": str(wei), "kind": kind, "caption": caption}
        async with browser.post("/desk/upload", params=query, data=form) as response:
            return response.status, await response.json()

    code, _ = await upload("photo", ("a.png", PNG), ("b.png", PNG), caption="两张")
    assert code == 200
    album = world.history(wei)
    assert [message.get("caption") for message in album] == ["两张", None]
    assert (await upload("photo", ("a.txt", b"text")))[0] == 400
    assert (await upload("document", ("表.html", b"<script>")))[0] == 200
    assert (await upload("voice", ("v.ogg", b"OggS")))[0] == 200
    document, voice = world.history(wei)[-2:]
    async with browser.get(f"/desk/file/{album[0]['photo'][-1]['file_id']}") as response:
        assert (response.content_type, await response.read()) == ("image/png", PNG)
    async with browser.get(f"/desk/file/{document['document']['file_id']}") as response:
        assert response.content_type == "application/octet-stream"
        assert response.headers["Content-Disposition"].startswith("attachment")
    async with browser.get(f"/desk/file/{voice['voice']['file_id']}") as response:
        assert response.content_type == "audio/ogg"
    assert await status(browser, "/desk/file/nonsense") == 404


async def test_a_file_over_the_limit_is_refused(browser, wei, monkeypatch):
    monkeypatch.setattr(desk, "DOWNLOAD_LIMIT", 10)
    form = aiohttp.FormData()
    form.add_field("file", b"12345678901", filename="large")
    query = {"user_id": str(wei), "kind": "document"}
    async with browser.post("/desk/upload", params=query, data=form) as response:
        assert response.status == 400


async def test_history_pages_backwards(browser, world, wei):
    for number in range(5):
        world.send_text(wei, str(number))
    async with browser.get(f"/desk/history?chat={wei}&limit=2&before=4") as response:
        messages = (await response.json())["messages"]
    assert [message["text"] for message in messages] == ["1", "2"]
    assert messages[0]["_"]["read"] is False


async def events(browser, count, **headers):
    got = []
    async with browser.get("/desk/events", headers=headers) as response, asyncio.timeout(5):
        assert response.content_type == "text/event-stream"
        async for line in response.content:
            if line.startswith(b"data: "):
                got.append(orjson.loads(line[6:]))
            if len(got) == count:
                break
    return got


async def test_events_are_told_as_they_happen(browser, world, wei):
    async with asyncio.TaskGroup() as tasks:
        listening = tasks.create_task(events(browser, 4))
        await asyncio.sleep(0.1)
        world.send_text(wei, "一")
        await world.call("sendChatAction", {"chat_id": wei, "action": "typing"})
    message, update, action, call = listening.result()
    assert [each["type"] for each in (message, update, action, call)] == [
        "message", "update", "action", "call"]  # fmt: skip
    assert (message["chat_id"], message["message"]["_"]["read"]) == (wei, False)
    assert (call["method"], call["ok"]) == ("sendChatAction", True)


async def test_a_browser_that_comes_back_misses_nothing(browser, world, wei):
    world.send_text(wei, "一")
    [event] = await events(browser, 1, **{"Last-Event-ID": "1"})
    assert event["type"] == "message"
    for _ in range(stream.KEPT):
        world.clock.move_by(timedelta(seconds=1))
    assert await events(browser, 1, **{"Last-Event-ID": "1"}) == [{"type": "reload"}]
    assert await events(browser, 1, **{"Last-Event-ID": "999999"}) == [{"type": "reload"}]


async def test_a_browser_that_leaves_is_no_fault(browser, world, wei, caplog):
    for _ in range(3):
        async with browser.get("/desk/events") as response:
            response.close()
        for number in range(20):
            world.send_text(wei, f"{number}" * 2000)
        await asyncio.sleep(0.05)
    assert caplog.records == []


async def test_the_raw_calls_name_their_files(browser, world, wei):
    files = {"document": Upload(name="a.txt", content=b"xyz")}
    await world.call("sendDocument", {"chat_id": wei}, files)
    async with browser.get("/desk/calls?limit=1") as response:
        [call] = (await response.json())["calls"]
    assert call["params"]["document"]["size"] == 3
