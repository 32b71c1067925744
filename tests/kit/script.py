"""How a play is written, and how it is read.

-- 2026-03-02 09:00            moves the clock (Shanghai time); `sweep` after it runs the sweeps
韦秀英: 签到                    what somebody does; `presses […]`, `at …`: see actions.py
Bot to 韦秀英: words [button]   what the bot must say; ` / ` stands for a new line
Bot edits for 韦秀英: …         a message changed in place
Bot toasts 韦秀英: …            words over the chat
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

BOT = re.compile(r"Bot (to|edits for|toasts) (\S+?): ?(.*)")
TIME = re.compile(r"-- (\d{4}-\d\d-\d\d \d\d:\d\d)?\s*(sweep)?")


@dataclass(frozen=True)
class Line:
    """Something the bot says to somebody."""

    to: str
    words: str


@dataclass
class Act:
    """Something that happens, and what the bot must answer."""

    at: str = ""
    sweeps: bool = False
    who: str = ""
    what: str = ""
    answers: list[Line] = field(default_factory=list)

    def describe(self, heard: list[Line]) -> str:
        """Say what was expected and what came."""
        happened = f"{self.who}: {self.what}" if self.who else f"-- {self.at}"
        wanted = "\n  ".join(f"{line.to} ← {line.words}" for line in self.answers) or "(nothing)"
        came = "\n  ".join(f"{line.to} ← {line.words}" for line in heard) or "(nothing)"
        return f"\nAfter «{happened}»\nexpected:\n  {wanted}\ncame:\n  {came}"


def parse(script: str) -> Iterator[Act]:
    """Read a play into acts."""
    act: Act | None = None
    for written in filter(None, map(str.strip, script.splitlines())):
        answer = BOT.fullmatch(written)
        if answer and act:
            kind, who, words = answer.groups()
            mark = {"to": "", "edits for": "✎ ", "toasts": "(toast) "}[kind]
            act.answers.append(Line(who, mark + words))
            continue
        if act:
            yield act
        act = _act(written)
    if act:
        yield act


def _act(written: str) -> Act:
    if time := TIME.fullmatch(written):
        return Act(at=time[1] or "", sweeps=bool(time[2]))
    who, _, what = written.partition(":")
    return Act(who=who.strip(), what=what.strip())
