"""Presses that should come to nothing, counted by handler and situation."""

import re
from collections import Counter
from dataclasses import dataclass, field

from bot.filters import Pressed
from domain.people import Role
from tests.hostile import ways
from tests.hostile.recorded import MARK
from tests.hostile.scene import REMOVED, SUSPENDED, UNREGISTERED, Scene
from tests.kit import cast

NOT_YOURS = re.compile(
    "这项不归您的身份使用。"
    r"|\(toast\) 这个按钮不归您的身份使用"
    r"|\(toast\) 请先发送 /start"
    "|您好！这里是帮扶工作助手"
    r"|(\(toast\) )?(这个账号已停用|This account is closed|This button is not for your role)"
)
PRIVATE = (MARK, *[part.phone for part in cast.CAST.values()])
FORGED = (
    "", ":", ":7", ":0", f":{2**63 - 1}", f":{2**63}", ":" + "9" * 30, ":-1", ":x", ":²", ":1.5",
    ":7:7", ":7:x", ":7:-1", ":7:" + "9" * 19, ":7:7:7:7:7", "::", ": 7",
)  # fmt: skip
FORM_HANDLER = "drafts.tap_a_button"
CLOSED = {SUSPENDED: "suspended", REMOVED: "removed", UNREGISTERED: "no account"}
FOREIGN, FORGERY = "foreign role", "forged"


@dataclass
class Presses:
    """How often each handler was called in each situation, and what was wrong."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def note(self, handler: str, situation: str, wrong: str = "") -> None:
        """Count a call; `wrong` says what should not have happened."""
        self.counts[handler, situation] += 1
        if wrong:
            self.wrong.append(f"{situation}: {wrong}")

    def drawn(self) -> str:
        """Draw the table: handlers by situations."""
        handlers = sorted({handler for handler, _ in self.counts})
        situations = list(dict.fromkeys(situation for _, situation in self.counts))
        lines = ["".join([f"{'handler':34}", *(f"{it:>15}" for it in situations)])]
        for handler in handlers:
            row = [self.counts[handler, situation] or "-" for situation in situations]
            lines.append("".join([f"{handler:34}", *(f"{it:>15}" for it in row)]))
        sums = [sum(n for (_, it), n in self.counts.items() if it == one) for one in situations]
        return "\n".join([*lines, "".join([f"{'all':34}", *(f"{it:15}" for it in sums)])])


def handler_of(data: str) -> str:
    """Name the handler that a button's data calls."""
    noun, verb = [*data.split(":"), ""][:2]
    for way in ways.every():
        if isinstance(way.call, Pressed) and (way.call.noun, way.call.verb) == (noun, verb):
            return way.name
    return FORM_HANDLER


async def by_the_wrong(scene: Scene, presses: Presses) -> None:
    """Let whoever lacks the role, or an account, call every handler about some kind of thing.

    Each calls it about another thing; all together about every kind there is.
    """
    before, things = await scene.all_rows(), scene.every_thing()
    for way in ways.every():
        outside = {role.value: FOREIGN for role in Role if role not in way.roles}
        for place, (who, situation) in enumerate((outside | CLOSED).items()):
            for call in way.calls([things[place % len(things)]]):
                said = await scene.call(who, way, call)
                fits = _is_turned_away(way, said) and not any(it in str(said) for it in PRIVATE)
                presses.note(way.name, situation, "" if fits else f"{who}, {call}: {said}")
        if await scene.all_rows() != before:
            presses.wrong.append(f"somebody without the role changed something by {way.name}")


def _is_turned_away(way: ways.Way, said: list[str]) -> bool:
    """Edits are passed over in silence; everything else gets exactly one word."""
    if way.kind == "edited_message" and not said:
        return True
    return len(said) == 1 and bool(NOT_YOURS.match(said[0]))


async def with_forged_numbers(scene: Scene, who: str, presses: Presses) -> None:
    """Let somebody with every role press buttons about things that cannot be."""
    buttons = [way.call for way in ways.every() if isinstance(way.call, Pressed)]
    begins = [f"{it.noun}:{it.verb}" for it in buttons]
    begins += [f"f:{verb}" for verb in ways.FORM_VERBS]
    for data in [begin + rest for begin in begins for rest in FORGED]:
        fits = bool(await scene.press(who, data)) and await scene.broken() == 0
        presses.note(handler_of(data), FORGERY, "" if fits else data)
