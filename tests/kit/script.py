"""How a play is written, and how it is read.

-- 2026-03-02 09:00            moves the clock (Shanghai time); `sweep` after it runs the sweeps
-- 2026-03-02 09:00:05.120     the same to the millisecond, as sessions are exported
phone 王五 13800000001 "王五"   gives somebody new, or somebody of the demo's roster, a phone
韦秀英: 签到                    what somebody does; `presses […]`, `at …`: see actions.py
韦秀英 in 工作群#话题: 你好      the same in a group, and in one of its topics
& 韦秀英: 签到                  before the bot was calm: its lines are compared after the last `&`
Bot to 韦秀英: words [button]   what the bot must say; ` / ` stands for a new line
Bot edits for 韦秀英: …         a message changed in place
Bot toasts 韦秀英: …            words over the chat
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sandbox.plays import EDITED, TOAST, Line

BOT = re.compile(r"Bot (to|edits for|toasts) (\S+?): ?(.*)")
TIME = re.compile(r"-- (\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)?\s*(sweep)?")
PHONE = re.compile(r'phone (\S+) (\S+) (".*")')
WHO = re.compile(r"(.+?)(?: in ([^#\s]+)(?:#(.+))?)?")
MARKS = {"to": "", "edits for": EDITED, "toasts": TOAST}

__all__ = ["Act", "Line", "parse"]


@dataclass
class Act:
    """Something that happens, and what the bot must answer."""

    at: str = ""
    sweeps: bool = False
    who: str = ""
    group: str = ""
    topic: str = ""
    what: str = ""
    phone: tuple[str, ...] = ()
    """Name in plays, number and name on Telegram of somebody who gets a phone."""
    joined: bool = False
    answers: list[Line] = field(default_factory=list)

    def describe(self, wanted: list[Line], heard: list[Line]) -> str:
        """Say what was expected and what came."""
        happened = f"{self.who}: {self.what}" if self.who else f"-- {self.at}"
        expected = "\n  ".join(f"{line.to} ← {line.words}" for line in wanted) or "(nothing)"
        came = "\n  ".join(f"{line.to} ← {line.words}" for line in heard) or "(nothing)"
        return f"\nAfter «{happened}»\nexpected:\n  {expected}\ncame:\n  {came}"


def parse(script: str) -> Iterator[Act]:
    """Read a play into acts."""
    act: Act | None = None
    for written in filter(None, map(str.strip, script.split("\n"))):
        answer = BOT.fullmatch(written)
        if answer and act:
            kind, who, words = answer.groups()
            act.answers.append(Line(who, MARKS[kind] + words))
            continue
        if act:
            yield act
        act = _act(written.removeprefix("& "))
        act.joined = written.startswith("& ")
    if act:
        yield act


def _act(written: str) -> Act:
    if time := TIME.fullmatch(written):
        return Act(at=time[1] or "", sweeps=bool(time[2]))
    if phone := PHONE.fullmatch(written):
        return Act(phone=(phone[1], phone[2], json.loads(phone[3])))
    who, _, what = written.partition(":")
    found = WHO.fullmatch(who.strip())
    assert found, f"nobody does «{written}»"
    name, group, topic = found.groups()
    return Act(who=name, group=group or "", topic=topic or "", what=what.strip())
