"""What the bot says about itself: commands by scope and language, names, menu button."""

import re

from sandbox.chats import Chat
from sandbox.errors import JSON, bad
from sandbox.people import Phone

COMMANDS_LIMIT = 100
CHAT_SCOPES = {"chat", "chat_administrators", "chat_member"}
LIMITS = {"name": 64, "description": 512, "short_description": 120}
DEFAULT_MENU: JSON = {"type": "commands"}

Scope = tuple[str, int | None, int | None]


class Profile:
    """The bot's public face."""

    def __init__(self, name: str) -> None:
        self.menu_buttons: dict[int | None, JSON] = {}
        self.rights: JSON = {}
        """The rights the bot asks for when somebody makes it an administrator; {}: every one."""
        self._texts: dict[tuple[str, str], str] = {("name", ""): name}
        self._commands: dict[tuple[Scope, str], list[JSON]] = {}

    def text(self, kind: str, language: str = "") -> str:
        """Give a name or description in a language, or the one for all others."""
        return self._texts.get((kind, language), self._texts.get((kind, ""), ""))

    def set_text(self, kind: str, words: str, language: str = "") -> None:
        """Set a name or description; an empty one removes it.

        Raises:
            ApiError: it is too long.
        """
        if len(words) > LIMITS[kind]:
            raise bad(f"BOT_{kind.upper()}_TOO_LONG" if kind == "name" else "BOT_ABOUT_TOO_LONG")
        if words:
            self._texts[kind, language] = words
        elif language or kind != "name":
            self._texts.pop((kind, language), None)

    def commands(self, scope: Scope, language: str) -> list[JSON]:
        """List the commands set for exactly this scope and language."""
        return self._commands.get((scope, language), [])

    def set_commands(self, scope: Scope, language: str, commands: list[JSON]) -> None:
        """Set the commands of a scope and language; an empty list deletes them.

        Raises:
            ApiError: too many, or one with a wrong name or description.
        """
        if len(commands) > COMMANDS_LIMIT:
            raise bad("BOT_COMMANDS_TOO_MUCH")
        for command in commands:
            _check_command(command)
        self._commands.pop((scope, language), None)
        if commands:
            self._commands[scope, language] = commands

    def menu(self, chat: Chat, phone: Phone) -> list[JSON]:
        """Choose the commands a person sees in a chat, by Telegram's order of scopes."""
        language = phone.user.get("language_code", "").split("-")[0]
        scopes = _private_scopes(chat) if chat.private else _group_scopes(chat, phone.user["id"])
        for scope in scopes:
            for spoken in (language, ""):
                if commands := self.commands(scope, spoken):
                    return commands
        return []


def scope_of(given: JSON | None) -> Scope:
    """Read a BotCommandScope.

    Raises:
        ApiError: a scope of a chat without the chat.
    """
    given = given or {"type": "default"}
    if given["type"] in CHAT_SCOPES and "chat_id" not in given:
        raise bad("chat_id is empty")
    return given["type"], given.get("chat_id"), given.get("user_id")


def _private_scopes(chat: Chat) -> list[Scope]:
    return [("chat", chat.id, None), ("all_private_chats", None, None), ("default", None, None)]


def _group_scopes(chat: Chat, user_id: int) -> list[Scope]:
    scopes: list[Scope] = [("chat_member", chat.id, user_id)]
    if user_id in chat.admins:
        scopes += [("chat_administrators", chat.id, None)]
    scopes += [("chat", chat.id, None)]
    if user_id in chat.admins:
        scopes += [("all_chat_administrators", None, None)]
    return [*scopes, ("all_group_chats", None, None), ("default", None, None)]


def _check_command(command: JSON) -> None:
    if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"].removeprefix("/")):
        raise bad("BOT_COMMAND_INVALID")
    if not 1 <= len(command["description"]) <= 256:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
