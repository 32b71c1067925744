"""Gives each persona a phone of the sandbox, with a note who it is and places to send from."""

from collections.abc import Iterator
from typing import Any

from demo.directory import in_turn
from demo.district import District
from demo.personas import Persona, Preset
from imports.people import NAMES, PersonRecord
from sandbox.world import World

LIVE_S = 900


def hand_out(world: World, made: District) -> None:
    """Add the personas, always in the same order: their Telegram ids must stay the same."""
    for persona in in_turn(made):
        user = world.add_user(persona.name, persona.phone, note=_note(persona, made))
        world.set_presets(user["id"], [_place(preset) for preset in persona.presets])


def _note(persona: Persona, made: District) -> str:
    """Say role and place: 帮扶联系人 · 关井村委会."""
    person = next(it for it in made.people.records if it.phone == persona.phone)
    names = {area.code: area.name for area in made.areas.records}
    places = dict.fromkeys(names[code] for code in _codes(person, made))
    roles = "、".join(NAMES[role] for role in person.roles)
    return " · ".join([roles, "、".join(places) or person.unit])


def _codes(person: PersonRecord, made: District) -> Iterator[str]:
    """Give the areas somebody works in; a helper's are those of his households."""
    yield from person.area_codes
    homes = {household.number: household for household in made.households.records}
    for pairing in made.pairings.records:
        if pairing.helper_phone == person.phone:
            yield homes[pairing.household_number].area_code


def _place(preset: Preset) -> dict[str, Any]:
    place: dict[str, Any] = {"name": preset.label}
    place |= {"latitude": preset.latitude, "longitude": preset.longitude}
    if preset.accuracy_m is not None:
        place["horizontal_accuracy"] = preset.accuracy_m
    return place | ({"live_period": LIVE_S} if preset.is_live else {})
