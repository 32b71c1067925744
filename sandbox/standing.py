"""The state of the whole world as facts that can be kept, and putting it back in place."""

from typing import TYPE_CHECKING, Any

from sandbox.counting import Numbers
from sandbox.errors import JSON, Impossible
from sandbox.packing import Blobs, Damaged, Packer, Unpacker

if TYPE_CHECKING:
    from sandbox.world import World

HOLDERS: dict[str, set[str]] = {
    "people": set(),
    "chats": set(),
    "files": set(),
    "keyboards": set(),
    "profile": set(),
    "updates": {"on_confirmed", "_clock", "_arrived"},
    "faults": {"_chance", "on_changed"},
    "journal": {"_active_at"},
}
"""The world's parts, and what of each belongs to this process rather than to the world."""
OF_THIS_PROCESS = {"token", "banner", "clock", "poll", "limits", "events", "companion", "scenes"}
GIVEN = "_numbers_from"


def state_of(world: "World", packer: Packer) -> JSON:
    """Write down everything there is.

    Raises:
        TypeError: there is something in the world that cannot be written down.
    """
    state: JSON = {name: packer.pack(_facts(world, name)) for name in HOLDERS}
    state["world"] = packer.pack(_own_facts(world))
    return state | {"clock": world.clock.kept()}


def read(world: "World", state: JSON, blobs: Blobs) -> JSON:
    """Read a state without touching the world.

    Raises:
        Damaged: it is incomplete, or no state of such a world.
        Impossible: it is another bot's.
    """
    if state.keys() != {*HOLDERS, "world", "clock"}:
        raise Damaged("parts of the world are missing")
    unpacker = Unpacker(blobs)
    facts: JSON = {name: unpacker.read(state[name]) for name in (*HOLDERS, "world")}
    expected = {name: _facts(world, name).keys() for name in HOLDERS}
    expected["world"] = _own_facts(world).keys()
    for name, names in expected.items():
        if not isinstance(facts[name], dict) or facts[name].keys() != names:
            raise Damaged(f"{name}: parts are missing or unknown")
    if facts["world"]["bot"]["id"] != world.bot["id"]:
        raise Impossible("这个场景属于别的机器人 (the scene is another bot's)")
    return facts | {"clock": world.clock.checked(state["clock"])}


def put_back(world: "World", facts: JSON, *, at_its_time: bool) -> None:
    """Put a state that was read in the place of the present one; numbers never run backwards.

    The clock goes on from the moment of the state, or keeps its distance from the machine's.
    """
    before = dict(world.chats.by_id)
    for name in HOLDERS:
        _exchange(getattr(world, name), facts[name])
    for chat in world.chats.by_id.values():
        if chat.id in before:
            chat.ids.pass_by(before[chat.id].ids)
    given = max(facts["world"][GIVEN], world.next_number())
    vars(world).update(facts["world"] | {GIVEN: given})
    world.clock.take_up(facts["clock"], at_its_time=at_its_time)


def _exchange(holder: Any, facts: JSON) -> None:
    for name, value in facts.items():
        if isinstance(value, Numbers):
            value.pass_by(vars(holder)[name])
    vars(holder).update(facts)


def _facts(world: "World", name: str) -> JSON:
    holder = vars(getattr(world, name))
    return {each: value for each, value in holder.items() if each not in HOLDERS[name]}


def _own_facts(world: "World") -> JSON:
    left_out = OF_THIS_PROCESS | HOLDERS.keys()
    return {name: value for name, value in vars(world).items() if name not in left_out}
