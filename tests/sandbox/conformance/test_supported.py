"""What is not played is refused by name, changes nothing, and is what the docs list."""

from pathlib import Path

import aiohttp
import pytest

from sandbox import api, schema, supported

SOURCE = Path(supported.__file__).parent
HARMLESS = {"cache_time", "disable_content_type_detection", "is_big", "return_bots"}
DOCS = Path(__file__).parents[3] / "docs" / "sandbox.md"


@pytest.fixture
async def http(served):
    async with aiohttp.ClientSession(f"{served.api_base}/bot{served.world.token}/") as http:
        yield http


async def test_an_unsupported_method_says_so_and_does_nothing(world, wei, http):
    happened = []
    world.subscribe(lambda event: happened.append(event["type"]))
    for method in supported.unsupported():
        async with http.post(method, json={"chat_id": wei, "nonsense": 1}) as response:
            assert response.status == 501
            words = f"Not Implemented: method {method} is not supported by the sandbox"
            answer = {"ok": False, "error_code": 501, "description": words}
            assert await response.json() == answer
    assert set(happened) == {"call"}
    assert world.history(wei) == []


def test_every_method_of_the_table_is_played_or_refused():
    both = [*supported.supported(), *supported.unsupported()]
    assert sorted(both) == sorted(schema.table()["methods"])
    assert len(both) == 185


def test_no_parameter_is_passed_over_in_silence():
    """Each is read somewhere, refused by name, or does nothing a bot could tell."""
    source = "".join(file.read_text("utf-8") for file in SOURCE.glob("*.py"))
    passed_over = {
        name for method in supported.supported() for name in schema.table()["methods"][method]
        if name not in api.UNPLAYED and f'"{name}"' not in source
    }  # fmt: skip
    assert passed_over == HARMLESS


def test_the_docs_list_what_is_played_and_what_is_refused():
    assert supported.listing() in DOCS.read_text("utf-8")
