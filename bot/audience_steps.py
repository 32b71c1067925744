"""Whom it is for: the steps by which a form asks for an audience, with a live count.

The form is given `area`, the code of the office it is for, "" for everywhere, and may be given
`audience`, what stands if nothing changes (`standing_audience`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.answers import Kind
from bot.forms import Filling, Option, Options, Step, Steps
from domain.areas import Area
from domain.campaign_edits import GIVERS
from domain.campaigns import Audience
from domain.people import ROLE_NAMES, Person, Role
from domain.refusals import Joined, Refusal, Text
from storage import areas, audiences

NAMES = ("roles", "areas", "parts", "units")
MOST = 60
"""So many areas or units can be named; whoever wants more takes all."""
VILLAGE_DIGITS = 12
ALL = "all"
"""An option that stands for all of them, where some stood."""


def area_for(person: Person) -> str:
    """Return the area within which somebody speaks to many: of two offices the wider one."""
    if Role.ADMIN in person.roles:
        return ""
    codes = person.areas(GIVERS)
    if not codes:
        raise Refusal("Only town stations and district offices can do this.")
    return min(codes, key=lambda code: (len(code), code))


async def audience_of(filling: Filling) -> Audience:
    """Make the audience that was answered so far; a unit that is gone matches nobody."""
    return Audience(
        roles=frozenset(map(Role, filling.answer("roles") or [])),
        area_codes=tuple(_some(filling, "parts") or _some(filling, "areas")),
        units=await _units_named(filling, _some(filling, "units")),
    )


def _some(filling: Filling, step: str) -> list[str]:
    """Return what was chosen; nothing where all are meant."""
    chosen: list[str] = filling.answer(step) or []
    return [] if ALL in chosen else chosen


async def count_line(filling: Filling) -> Text | str:
    """Say how many people it is for as answered so far; nothing before a role is chosen."""
    audience = await audience_of(filling)
    if not audience.roles:
        return ""
    count = await audiences.count(filling.db, audience, filling.given["area"])
    return Text("👥 As chosen now: {count} people.", count=count)


async def described(db: AsyncConnection, audience: Audience, area_code: str) -> Text:
    """Say in words whom an audience is of: roles, places, units."""
    roles = Joined([ROLE_NAMES[role] for role in Role if role in audience.roles], by="、")
    codes = audience.area_codes or ((area_code,) if area_code else ())
    known = await areas.by_codes(db, codes)
    places = Joined([known[code].name if code in known else code for code in codes], by="、")
    place = places if codes else Text("everywhere")
    return Joined([place, roles, "、".join(audience.units)], by=" · ")


def standing_audience(audience: Audience, area_code: str) -> dict[str, list[str]]:
    """Write an audience as answers, to be given to a form in which it may be changed."""
    codes = sorted(audience.area_codes)
    owners = sorted({_owner(code, area_code) for code in codes})
    is_of_parts = len(owners) == 1 and codes != owners
    return {
        "roles": sorted(audience.roles),
        "areas": owners if is_of_parts else codes,
        "parts": codes if is_of_parts else [],
        "units": [unit_key(name) for name in audience.units],
    }


def _owner(code: str, area_code: str) -> str:
    """Name the area right below the office's in which another lies."""
    digits = {0: 9, 6: 9}.get(len(area_code), VILLAGE_DIGITS)
    return code[:digits]


def unit_key(name: str) -> str:
    """Write a unit's name as an option's key can be."""
    return sha256(name.encode()).hexdigest()[:16]


async def _units_named(filling: Filling, keys: Sequence[str]) -> tuple[str, ...]:
    if not keys:
        return ()
    everybody = Audience(roles=frozenset(Role))
    names = await audiences.units(filling.db, everybody, filling.given["area"])
    known = {unit_key(name): name for name in names}
    return tuple(known.get(key, key) for key in keys)


async def _roles(filling: Filling) -> Options:
    held = await audiences.roles(filling.db, filling.given["area"])
    return [
        Option(key=role, label=Text("{role} {count}", role=ROLE_NAMES[role], count=held[role]))
        for role in Role
        if role in held
    ]


async def _areas(filling: Filling) -> Options:
    found = await _below(filling.db, filling.given["area"])
    return [*_all(filling, AREAS), *_named(found)]


async def _parts(filling: Filling) -> Options:
    found = await areas.inside(filling.db, filling.answer("areas")[0])
    return [*_all(filling, PARTS), *_named(found)]


def _all(filling: Filling, step: Step) -> Options:
    """Offer all of them where some stand; where none do, one tap leaves it at all."""
    stands = (filling.given.get("audience") or {}).get(step.name)
    return [Option(key=ALL, label=step.unchanged)] if stands else []


def _named(found: Sequence[Area]) -> Options:
    return [Option(key=area.code, label=area.name) for area in found]


async def _below(db: AsyncConnection, code: str) -> list[Area]:
    """List the areas right below an office's; of one district alone its towns."""
    found = await areas.inside(db, code)
    return await areas.inside(db, found[0].code) if not code and len(found) == 1 else found


def _has_parts(filling: Filling) -> bool:
    chosen = _some(filling, "areas")
    return len(chosen) == 1 and len(chosen[0]) < VILLAGE_DIGITS


async def _units(filling: Filling) -> Options:
    wider = replace(await audience_of(filling), units=())
    names = await audiences.units(filling.db, wider, filling.given["area"])
    named = [Option(key=unit_key(name), label=name) for name in names]
    return [*_all(filling, UNITS), *named]


def _prompt(question: Text) -> Any:
    async def prompt(filling: Filling) -> Text:
        return Joined([question, await count_line(filling)])

    return prompt


def _nothing(_filling: Filling) -> None:
    return None


ROLES = Step(
    name="roles",
    kind=Kind.CHOOSE_MANY,
    label=Text("Roles"),
    prompt=_prompt(Text("For whom is it? Several can be chosen.")),
    options=_roles,
    most=len(Role),
)
AREAS = Step(
    name="areas",
    kind=Kind.CHOOSE_MANY,
    label=Text("Areas"),
    prompt=_prompt(Text("In which areas?")),
    options=_areas,
    most=MOST,
    prefill=_nothing,
    unchanged=Text("All of my area"),
)
PARTS = Step(
    name="parts",
    kind=Kind.CHOOSE_MANY,
    label=Text("Parts of it"),
    prompt=_prompt(Text("All of it, or only some parts?")),
    options=_parts,
    when=_has_parts,
    most=MOST,
    prefill=_nothing,
    unchanged=Text("All of it"),
)
UNITS = Step(
    name="units",
    kind=Kind.CHOOSE_MANY,
    label=Text("Units"),
    prompt=_prompt(Text("Only of some units?")),
    options=_units,
    most=MOST,
    prefill=_nothing,
    unchanged=Text("All units"),
)
STEPS: Steps = (ROLES, AREAS, PARTS, UNITS)


def steps(given: Mapping[str, Any]) -> Steps:
    """Ask for an audience, or for what changes about the one that stands."""
    stands = given.get("audience") or {}
    return tuple(
        replace(step, prefill=_standing(stands[step.name]), unchanged=Text("No change"))
        if stands.get(step.name)
        else step
        for step in STEPS
    )


def _standing(value: Sequence[str]) -> Any:
    return lambda _filling: list(value)
