"""Who comes in: browsers by a link that works once, bots by their token, pages of others never."""

import aiohttp
import pytest

from sandbox.gate import DIRECTOR, Gate, Pass
from sandbox.server import serve


@pytest.fixture
async def stranger(served):
    async with aiohttp.ClientSession(served.api_base) as session:
        yield session


GET_ME = "/bot100:sandbox/getMe"


async def test_a_bot_may_come_by_any_address_but_by_no_strange_name(stranger, served):
    for host in ("127.0.0.1:1", "192.168.1.7", f"localhost:{served.port}", "[::1]:8"):
        assert (await stranger.get(GET_ME, headers={"Host": host})).status == 200
    for host in (f"evil.example:{served.port}", "", "a b"):
        assert (await stranger.get(GET_ME, headers={"Host": host})).status in {400, 403}


async def test_no_page_of_a_browser_plays_the_bot(stranger, served):
    for origin in ("http://evil.example", "null", served.api_base):
        answer = await stranger.post(GET_ME, headers={"Origin": origin})
        assert answer.status == 403


def test_a_new_link_to_a_phone_takes_the_place_of_the_one_before():
    gate = Gate()
    first, other, second = gate.new_key(Pass(7)), gate.new_key(Pass(8)), gate.new_key(Pass(7))
    assert set(gate._keys) == {other, second}
    assert first not in gate._keys


def test_links_to_the_desk_stand_side_by_side():
    gate = Gate()
    keys = {gate.new_key(), gate.new_key(DIRECTOR)}
    assert set(gate._keys) == keys


async def test_a_room_opens_by_its_address_and_the_bot_stays_on_this_machine(world):
    served = await serve(world, "127.0.0.2")
    try:
        assert served.desk_url.startswith(f"http://127.0.0.2:{served.port}/?key=")
        assert served.api_base == f"http://127.0.0.1:{served.port}"
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
            assert (await browser.get(served.desk_url)).status == 200
            assert (await browser.get(served.api_base + GET_ME)).status == 200
    finally:
        await served.close()
