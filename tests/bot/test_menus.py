"""Keys and commands: few, large, and each led to a handler by its role."""

import pytest

from bot import parts, words
from bot.menus import (
    EVERYONE,
    KEYS,
    MOST_KEYS,
    commands_of,
    keys_of,
    keys_with,
    menu,
    other_keys_of,
)
from bot.replies import spoken
from bot.texts import LANGUAGES, speaking
from domain.people import Duty, Person, Role

assert parts.ROUTERS  # importing the handlers teaches the words


def person(*roles):
    duties = tuple(Duty(role=role, area_code="450503101204") for role in roles)
    return Person(id=1, name="某人", duties=duties)


@pytest.mark.parametrize("role", Role)
def test_nobody_has_more_than_six_keys_and_everybody_the_common_ones(role):
    keys = [key for row in keys_of(person(role))["keyboard"] for key in row]
    assert 1 <= len(keys) <= MOST_KEYS
    assert {"me", "help", "language", "cancel"} <= {key.command for key in menu(person(role))}


def test_somebody_with_every_role_has_six_and_the_others_one_key_away():
    somebody = person(*Role)
    first = spoken(keys_of(somebody))["keyboard"]
    others = spoken(other_keys_of(somebody))["keyboard"]
    assert len(labels(first)) == MOST_KEYS
    wanted = [spoken(key.markup())["text"] for key in menu(somebody) if key.on_keyboard]
    assert [*labels(first)[:-1], *labels(others)[:-1]] == wanted
    assert words.command_in(labels(first)[-1]) == ("more", "")
    assert words.command_in(labels(others)[-1]) == ("keys", "")


def labels(rows):
    return [key["text"] for row in rows for key in row]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_is_understood_when_it_is_typed(language):
    with speaking(language):
        for key in KEYS:
            label = spoken(key.markup())["text"]
            assert words.command_in(label) == (key.command, "")
            assert words.command_in(f"/{key.command}") == (key.command, "")


def test_a_key_stands_for_who_may_use_it():
    assert "checkin" in {key.command for key in menu(person(Role.HELPER))}
    assert "checkin" not in {key.command for key in menu(person(Role.ADMIN))}
    assert [key.command for key in menu(person()) if key.roles != EVERYONE] == []


def test_commands_are_set_for_ones_own_chat_only():
    method, params = commands_of(person(Role.HELPER), 77).call(77)
    assert method == "setMyCommands"
    assert params["scope"] == {"type": "chat", "chat_id": 77}
    assert all(1 <= len(it["command"]) <= 32 for it in params["commands"])


@pytest.mark.parametrize("role", [Role.HELPER, Role.TOWN_STATION, Role.INFORMATION_OFFICER])
def test_the_keyboard_that_is_shown_has_the_key_that_is_spoken_of(role):
    person = Person(id=1, name="莫小兰", duties=(Duty(role=role, area_code="450503101"),))
    rows = spoken(keys_with(person, "checkin"))["keyboard"]
    asked = [key for row in rows for key in row if "request_location" in key]
    assert len(asked) == 1
