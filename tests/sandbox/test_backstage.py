"""What the director's panel reads; nothing of it for strangers or for somebody's phone."""

import aiohttp
import pytest

PATHS = ("directory", "almanac", "scenes", "play", "tours")


@pytest.fixture
async def http(served):
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(served.api_base, cookie_jar=jar) as session:
        yield session


async def test_the_panel_of_a_world_that_is_alone(http, served, wei):
    await http.get(served.desk_url)
    answers = {}
    for path in PATHS:
        async with http.get(f"/desk/{path}") as response:
            answers[path] = await response.json()
    [person] = answers["directory"]["people"]
    assert (person["id"], person["name"], person["shown"]) == (wei, "韦秀英", True)
    assert answers["almanac"] == {"next_working_day": None, "next_due": None}
    assert (answers["scenes"], answers["tours"]) == ({"scenes": []}, {"tours": []})
    assert answers["play"]["text"].startswith("# ruff")


@pytest.mark.parametrize("path", PATHS)
async def test_strangers_read_nothing(http, path):
    async with http.get(f"/desk/{path}") as response:
        assert response.status == 403
