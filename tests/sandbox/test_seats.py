"""Thirty people in a room: each at the own phone, and nobody at anybody else's."""

import asyncio
import json

import aiohttp
import pytest

from sandbox.world import Upload

DIRECTORS = ("calls", "directory", "almanac", "scenes", "play", "tours", "nothing")


@pytest.fixture
def qin(world):
    return world.add_user("覃志强", "13800000002", started=True)["id"]


async def browser(served, link):
    session = aiohttp.ClientSession(served.api_base, cookie_jar=aiohttp.CookieJar(unsafe=True))
    async with session.get(link) as response:
        assert response.status == 200
    return session


@pytest.fixture
async def desk(served):
    async with await browser(served, served.desk_url) as session:
        yield session


async def seat_link(desk, user_id):
    async with desk.post("/desk/seat", json={"user_id": user_id}) as response:
        return (await response.json())["result"]


@pytest.fixture
async def seat(served, desk, wei):
    """Her own browser, which opens her phone."""
    link = await seat_link(desk, wei)
    assert link["qr"].startswith("data:image/svg+xml")
    async with await browser(served, link["url"]) as session:
        yield session


async def got(session, path, **query):
    async with session.get(path, params=query) as response:
        return response.status, await response.read()


async def act(session, name, **details):
    async with session.post("/desk/act", json={"do": name, **details}) as response:
        return response.status


async def test_a_link_to_a_phone_works_once(served, desk, wei, seat):
    link = await seat_link(desk, wei)
    async with await browser(served, link["url"]), aiohttp.ClientSession() as other:
        assert (await other.get(link["url"])).status == 403


async def test_it_shows_that_phone_and_its_chats_alone(world, desk, seat, wei, qin):
    shared, other = (world.add_group(name, who)["id"] for name, who in
                     (("村群", [wei, qin]), ("镇群", [qin])))  # fmt: skip
    state = json.loads((await got(seat, "/desk/state"))[1])
    assert [phone["user"]["id"] for phone in state["phones"]] == [state["seat"]] == [wei]
    assert set(map(int, state["chats"])) == {wei, shared}
    assert "13800000002" not in json.dumps(state)
    assert json.loads((await got(desk, "/desk/state"))[1])["seat"] is None
    for chat, status in ((wei, 200), (shared, 200), (qin, 403), (other, 403), (0, 403)):
        assert (await got(seat, "/desk/history", chat=chat))[0] == status
        assert (await got(seat, "/desk/search", chat=chat, user=wei, q="x"))[0] == status
    assert (await got(seat, "/desk/search", chat=shared, user=qin, q="x"))[0] == 403


@pytest.mark.parametrize("path", DIRECTORS)
async def test_the_directors_panel_stays_shut(seat, path):
    assert (await got(seat, f"/desk/{path}"))[0] == 403


async def test_nobody_seated_makes_links(seat, wei):
    async with seat.post("/desk/seat", json={"user_id": wei}) as response:
        assert response.status == 403


async def test_it_acts_as_its_own_person_only(world, seat, wei, qin):
    assert await act(seat, "text", user_id=wei, text="在") == 200
    assert await act(seat, "contact", user_id=wei) == 200
    before = len(world.updates.pending())
    for name, details in (
        ("text", {"user_id": qin, "text": "在"}),
        ("text", {"text": "在"}),
        ("contact", {"user_id": wei, "of_user_id": qin}),
        ("clock", {"by_s": 60}),
        ("clear_faults", {}),
        ("reset", {}),
        ("add_phone", {"first_name": "黄"}),
        ("hide_phone", {"user_id": wei}),
    ):
        assert await act(seat, name, **details) == 400, name
    assert len(world.updates.pending()) == before


async def test_it_uploads_and_opens_files_of_its_own_phone_only(world, seat, wei, qin):
    form = aiohttp.FormData()
    form.add_field("file", b"sheet", filename="a.csv")
    query = {"user_id": str(qin), "kind": "document"}
    assert (await seat.post("/desk/upload", params=query, data=form)).status == 403
    own, others = (
        world.send_document(who, Upload(name="a.csv", content=b"x"))["document"]["file_id"]
        for who in (wei, qin)
    )
    assert (await got(seat, f"/desk/file/{own}"))[0] == 200
    assert (await got(seat, f"/desk/file/{others}"))[0] == 403
    assert (await got(seat, "/desk/file/nothing"))[0] == 403


async def test_it_hears_nothing_of_other_phones_nor_of_the_bots_calls(world, seat, wei, qin):
    async with seat.get("/desk/events") as stream:
        await stream.content.readuntil(b"\n\n")
        world.send_text(qin, "秘密")
        await world.call("sendMessage", {"chat_id": qin, "text": "也秘密"})
        world.send_text(wei, "公开")
        async with asyncio.timeout(5):
            heard = await stream.content.readuntil(b"\n\n")
    assert "公开" in heard.decode()
    assert "秘密" not in heard.decode()


async def test_a_link_needs_a_phone_that_is_there(desk):
    for wrong in ({}, {"user_id": "x"}, {"user_id": 4}, {"user_id": None}):
        async with desk.post("/desk/seat", json=wrong) as response:
            assert response.status == 400
