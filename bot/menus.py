"""What each role sees first: at most six large keys, the others one key away, and commands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.replies import Message
from domain import progress
from domain.answers import KEEPERS
from domain.campaign_edits import MAKERS
from domain.case_views import VIEWERS
from domain.ladders import DESKS
from domain.people import RESIDENTS, Person, Role
from domain.refusals import Text
from storage.scope import OF_AREAS, SEES_HOUSEHOLDS

MOST_KEYS = 6
EVERYONE = frozenset(Role)
HELPERS = frozenset({Role.HELPER})
IN_THE_FIELD = RESIDENTS | HELPERS
OFFICERS = frozenset({Role.INFORMATION_OFFICER})
CHECKS_IN = IN_THE_FIELD | OFFICERS | {Role.TOWN_STATION}
"""Who may check in: offices do where they verify alerts, and where they took visits over."""
OBLIGED = OFFICERS | {Role.HELPER}
"""Whose tasks are a key they see first; everybody else has it where there is room."""
ADMINS = frozenset({Role.ADMIN})
MOVERS = OFFICERS | ADMINS
LINKERS = DESKS | ADMINS
"""Who can link a group to an office."""


@dataclass(frozen=True, kw_only=True)
class Key:
    """A key and its command; `asks_location` makes one tap send where the person is."""

    command: str
    picture: str
    label: Text
    hint: Text
    roles: frozenset[Role] = EVERYONE
    asks_location: bool = False
    on_keyboard: bool = True
    gives_way: bool = False
    """Left off a keyboard that is just full without it; a command in any case."""

    def markup(self) -> dict[str, Any]:
        """Write as Telegram wants it."""
        label = Text("{picture} {label}", picture=self.picture, label=self.label)
        key: dict[str, Any] = {"text": label}
        return key | {"request_location": True} if self.asks_location else key


KEYS = (
    Key(
        command="checkin",
        picture="📍",
        label=Text("Check in"),
        hint=Text("Check in where you stand"),
        roles=CHECKS_IN - OFFICERS,
        asks_location=True,
    ),
    Key(
        command="visit",
        picture="📝",
        label=Text("Visit"),
        hint=Text("Record a visit where you have checked in"),
        roles=HELPERS,
    ),
    Key(
        command="households",
        picture="🏠",
        label=Text("My households"),
        hint=Text("My households: what is due, and each one's card"),
        roles=HELPERS,
    ),
    Key(
        command="households",
        picture="🏠",
        label=Text("Households"),
        hint=Text("Households in my area, to find and to open"),
        roles=OF_AREAS,
    ),
    Key(
        command="unit",
        picture="🏢",
        label=Text("My unit"),
        hint=Text("How much the helpers of my unit do"),
        roles=frozenset({Role.UNIT_MANAGER}),
    ),
    Key(
        command="tasks",
        picture="📒",
        label=Text("My tasks"),
        hint=Text("What I still have to do"),
        roles=OBLIGED,
    ),
    Key(
        command="needs",
        picture="🙋",
        label=Text("Needs"),
        hint=Text("What I have raised, and raise something"),
        roles=HELPERS,
    ),
    Key(
        command="changes",
        picture="✅",
        label=Text("Review"),
        hint=Text("Proposed changes of records that wait for my review"),
        roles=RESIDENTS,
    ),
    Key(
        command="checkins",
        picture="📅",
        label=Text("My check-ins"),
        hint=Text("This month's check-ins with a map"),
        roles=IN_THE_FIELD,
    ),
    Key(
        command="review",
        picture="📋",
        label=Text("Check-ins here"),
        hint=Text("Today's check-ins and open exceptions in my area"),
        roles=OFFICERS,
    ),
    Key(
        command="queue",
        picture="📥",
        label=Text("To do"),
        hint=Text("Open cases at my office"),
        roles=DESKS,
    ),
    Key(
        command="ledger",
        picture="📊",
        label=Text("Cases in numbers"),
        hint=Text("Cases of my area in numbers, with ledgers"),
        roles=VIEWERS,
    ),
    Key(
        command="checkin",
        picture="📍",
        label=Text("Check in"),
        hint=Text("Check in where you took a visit over"),
        roles=OFFICERS,
        asks_location=True,
    ),
    Key(
        command="entries",
        picture="🗂",
        label=Text("To enter"),
        hint=Text("Accepted changes that are not in the national system yet"),
        roles=OFFICERS,
    ),
    Key(
        command="pairing",
        picture="🤝",
        label=Text("Pairing"),
        hint=Text("Households without a helper, and who helps whom"),
        roles=OFFICERS,
    ),
    Key(
        command="imports",
        picture="📤",
        label=Text("Import, export"),
        hint=Text("Send in tables, take out sheets"),
        roles=MOVERS,
    ),
    Key(
        command="export",
        picture="📤",
        label=Text("Export"),
        hint=Text("Take sheets of my area"),
        roles=frozenset({Role.TOWN_STATION, Role.DISTRICT_OFFICE}),
    ),
    Key(
        command="quality",
        picture="🩺",
        label=Text("Data check-up"),
        hint=Text("What does not fit together in the records of my area"),
        roles=OFFICERS,
    ),
    Key(
        command="rules",
        picture="⚙️",
        label=Text("Rules"),
        hint=Text("Change figures of the rule book"),
        roles=ADMINS,
    ),
    Key(
        command="questions",
        picture="🧾",
        label=Text("Questions of visits"),
        hint=Text("What helpers are asked in every visit"),
        roles=ADMINS,
    ),
    Key(
        command="calendar",
        picture="📅",
        label=Text("Working calendar"),
        hint=Text("Working days, office hours, pauses of clocks"),
        roles=ADMINS | {Role.DISTRICT_OFFICE},
    ),
    Key(
        command="away",
        picture="🏖",
        label=Text("Leave"),
        hint=Text("Be away for some days, and who stands in"),
        roles=DESKS | ADMINS,
    ),
    Key(
        command="deadline",
        picture="⏰",
        label=Text("Assign tasks"),
        hint=Text("Give tasks with a due date, and see who is done"),
        roles=MAKERS,
    ),
    Key(
        command="progress",
        picture="📊",
        label=Text("Progress of tasks"),
        hint=Text("Who is through with which task in my area"),
        roles=progress.VIEWERS,
    ),
    Key(
        command="standard",
        picture="📐",
        label=Text("Exit standard"),
        hint=Text("Change the eight haves: criteria and figures"),
        roles=ADMINS,
    ),
    Key(
        command="broadcast",
        picture="📢",
        label=Text("Notices"),
        hint=Text("Write to everybody of roles, areas and units"),
        roles=MAKERS,
    ),
    Key(
        command="suggest",
        picture="💡",
        label=Text("Suggest"),
        hint=Text("Tell the district what should be done differently"),
        roles=RESIDENTS,
        gives_way=True,
    ),
    Key(command="me", picture="👤", label=Text("About me"), hint=Text("Who I am here")),
    Key(command="help", picture="❓", label=Text("Help"), hint=Text("What I can do here")),
    Key(
        command="ask",
        picture="❓",
        label=Text("Ask"),
        hint=Text("Ask a question; answers that stand come at once"),
        gives_way=True,
    ),
    Key(
        command="needs",
        picture="🙋",
        label=Text("What I raised"),
        hint=Text("Everything I raised, and how it stands"),
        on_keyboard=False,
    ),
    Key(
        command="need",
        picture="📋",
        label=Text("Raise a need"),
        hint=Text("Tell what a household needs"),
        roles=HELPERS,
        on_keyboard=False,
    ),
    Key(
        command="alert",
        picture="⚠️",
        label=Text("Raise an alert"),
        hint=Text("Tell that a household may fall back"),
        roles=SEES_HOUSEHOLDS,
        on_keyboard=False,
    ),
    Key(
        command="tasks",
        picture="📒",
        label=Text("My tasks"),
        hint=Text("What I still have to do"),
        gives_way=True,
    ),
    Key(
        command="helper",
        picture="🔍",
        label=Text("Find a helper"),
        hint=Text("Find a helper by name or phone"),
        roles=OFFICERS,
        on_keyboard=False,
    ),
    Key(
        command="today",
        picture="🧭",
        label=Text("Where to go today"),
        hint=Text("Whom to visit next, and the way round"),
        roles=HELPERS,
        on_keyboard=False,
    ),
    Key(
        command="late",
        picture="🗂",
        label=Text("Late entry"),
        hint=Text("Record a visit without a check-in"),
        roles=HELPERS,
        on_keyboard=False,
    ),
    Key(
        command="lates",
        picture="🗂",
        label=Text("Late entries"),
        hint=Text("Late entries of visits that wait for me"),
        roles=OFFICERS,
        on_keyboard=False,
    ),
    Key(
        command="handbook",
        picture="📘",
        label=Text("Handbook"),
        hint=Text("A household's whole history in one document"),
        roles=SEES_HOUSEHOLDS,
        on_keyboard=False,
    ),
    Key(
        command="ladders",
        picture="🪜",
        label=Text("Courses"),
        hint=Text("How cases go: offices, deadlines, topics, figures"),
        roles=ADMINS,
    ),
    Key(
        command="link",
        picture="👥",
        label=Text("Office groups"),
        hint=Text("Telegram groups that get an office's cases"),
        roles=LINKERS,
        on_keyboard=False,
    ),
    Key(
        command="find",
        picture="🔎",
        label=Text("Search answers"),
        hint=Text("Search answers that officers made public"),
        on_keyboard=False,
    ),
    Key(
        command="answers",
        picture="📚",
        label=Text("Public answers"),
        hint=Text("Answers for everybody in my area: add, change, end"),
        roles=KEEPERS,
    ),
    Key(
        command="synonyms",
        picture="🔤",
        label=Text("Synonyms"),
        hint=Text("Words that mean the same to search"),
        roles=KEEPERS | ADMINS,
    ),
    Key(
        command="muted",
        picture="🤫",
        label=Text("Resting households"),
        hint=Text("Households that are not visited for some time"),
        roles=OFFICERS,
        on_keyboard=False,
    ),
    Key(
        command="quiet",
        picture="🌙",
        label=Text("Quiet hours"),
        hint=Text("When I am not to be disturbed"),
        on_keyboard=False,
    ),
    Key(
        command="language",
        picture="🌐",
        label=Text("Language"),
        hint=Text("中文 / English"),
        on_keyboard=False,
    ),
    Key(
        command="cancel",
        picture="✖",
        label=Text("Cancel"),
        hint=Text("Leave what is open"),
        on_keyboard=False,
    ),
)


MORE = Key(command="more", picture="☰", label=Text("More"), hint=Text("More keys"))
FIRST = Key(command="keys", picture="🔙", label=Text("First keys"), hint=Text("The first keys"))


def menu(person: Person) -> list[Key]:
    """List the keys and commands a person's roles open; of two for one command the first."""
    opened: dict[str, Key] = {}
    for key in KEYS:
        if key.roles & person.roles or key.roles == EVERYONE:
            opened.setdefault(key.command, key)
    return list(opened.values())


def keys_of(person: Person) -> Mapping[str, Any]:
    """Write a person's keyboard, two keys a row; what does not fit is behind the key More."""
    keys = _on_keyboard(person)
    return _keyboard(keys if len(keys) <= MOST_KEYS else [*keys[: MOST_KEYS - 1], MORE])


def other_keys_of(person: Person) -> Mapping[str, Any]:
    """Write the keys behind the key More, and the way back."""
    return _keyboard([*_on_keyboard(person)[MOST_KEYS - 1 :], FIRST])


def keys_with(person: Person, command: str) -> Mapping[str, Any]:
    """Write the keyboard that has the key of a command on it."""
    behind = [it.command for it in _on_keyboard(person)][MOST_KEYS - 1 :]
    is_behind = len(behind) > 1 and command in behind
    return other_keys_of(person) if is_behind else keys_of(person)


def _on_keyboard(person: Person) -> list[Key]:
    keys = [key for key in menu(person) if key.on_keyboard]
    firm = [key for key in keys if not key.gives_way]
    return firm if len(firm) <= MOST_KEYS < len(keys) else keys


def _keyboard(keys: list[Key]) -> Mapping[str, Any]:
    markups = [key.markup() for key in keys]
    rows = [markups[start : start + 2] for start in range(0, len(keys), 2)]
    return {"keyboard": rows, "resize_keyboard": True, "is_persistent": True}


def commands_of(person: Person, chat_id: int) -> Message:
    """Write the call that sets a person's command menu."""
    commands = [{"command": it.command, "description": it.hint} for it in menu(person)]
    scope = {"type": "chat", "chat_id": chat_id}
    return Message(method="setMyCommands", params={"commands": commands, "scope": scope})
