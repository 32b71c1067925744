"""What the director can do besides weather: people, the clock's next moments, scenes."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from sandbox.companion import Somebody
from sandbox.errors import JSON, Impossible
from sandbox.plays import person_name, quoted
from sandbox.world import World


def directory(world: World) -> list[JSON]:
    """List everybody who could be given a phone, those who were added at the desk last."""
    offered = {each.id: each for each in world.companion.people()}
    added = [
        Somebody(id=it, name=phone.user["first_name"], phone=phone.number or "", role=phone.note)
        for it, phone in world.people.phones.items()
        if it not in offered
    ]
    return [_listed(world, each) for each in (*offered.values(), *added)]


def _listed(world: World, somebody: Somebody) -> JSON:
    phone = world.people.phones.get(somebody.id)
    shown = ("id", "name", "phone", "role", "place")
    listed = {name: getattr(somebody, name) for name in shown}
    return listed | {"shown": phone is not None and phone.shown}


def add_phone(world: World, first_name: str, phone: str = "", note: str = "") -> JSON:
    """Give a new person a phone."""
    if not first_name.strip():
        raise Impossible("请填写姓名 (a name is needed)")
    return _handed_out(world, world.add_user(first_name.strip(), phone or None, note=note))


def show_person(world: World, id: int) -> JSON:  # noqa: A002 (the page's word)
    """Put the phone of somebody in the directory on the desk."""
    if id in world.people.phones:
        world.show_phone(id)
        return {"user": world.phone(id).user}
    found = next((each for each in world.companion.people() if each.id == id), None)
    if found is None:
        raise Impossible(f"名册里没有这个人 (nobody in the directory has the id {id})")
    user = world.add_user(found.name, found.phone, note=found.note, user_id=id)
    world.set_presets(id, found.presets)
    return _handed_out(world, user)


def _handed_out(world: World, user: JSON) -> JSON:
    number = world.phone(user["id"]).number or "-"
    name = person_name(world, user["id"])
    world.journal.act(world, "act", f"phone {name} {number} {quoted(user['first_name'])}")
    return {"user": user}


def clock(
    world: World, to: str | None = None, by_s: float | None = None, until: str | None = None
) -> JSON | Awaitable[JSON]:
    """Move the clock: to a time, by so many seconds, or until the next moment of a kind."""
    if until is not None:
        return _until(world, until)
    if to is not None:
        world.clock.move_to(datetime.fromisoformat(to))
    if by_s is not None:
        world.clock.move_by(timedelta(seconds=by_s))
    return _moved(world)


async def _until(world: World, until: str) -> JSON:
    moments = await almanac(world)
    if until not in {"working_day", "due"}:
        raise Impossible(f"没有这种时刻 (no such moment: {until})")
    due = moments["next_due"] or {}
    at = due.get("at") if until == "due" else moments["next_working_day"]
    if at is None:
        raise Impossible("眼下没有要等的事 (there is nothing to wait for)")
    world.clock.move_to(max(datetime.fromisoformat(at), world.clock.now()))
    return _moved(world)


def _moved(world: World) -> JSON:
    world.journal.act(world, "clock", "")
    return {"now": world.clock.now().isoformat(), "frozen": world.clock.frozen}


async def almanac(world: World) -> JSON:
    """Give the next moments worth waiting for."""
    now = world.clock.now()
    day = world.companion.next_working_day(now)
    due = await world.companion.next_due(now)
    return {"next_working_day": day.isoformat() if day else None, "next_due": due}


async def save_scene(world: World, name: str) -> JSON:
    """Keep everything under a name."""
    return await world.scenes.save(name)


async def load_scene(world: World, name: str) -> JSON:
    """Put a scene in the place of everything that is."""
    await world.scenes.load(name)
    return {"name": name}


def delete_scene(world: World, name: str) -> None:
    """Throw a scene away."""
    world.scenes.delete(name)


async def reset(world: World) -> None:
    """Begin anew."""
    await world.scenes.reset()


DEEDS: dict[str, Callable[..., Any]] = {
    "add_phone": add_phone,
    "show_person": show_person,
    "clock": clock,
    "save_scene": save_scene,
    "load_scene": load_scene,
    "delete_scene": delete_scene,
    "reset": reset,
}
NOTED = {
    "fault": "weather",
    "redeliver": "weather",
}
"""Deeds that a play leaves out, and the note that says so."""
