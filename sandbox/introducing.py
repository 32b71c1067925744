"""Methods about the bot itself: who it is, its commands, descriptions, menu button."""

from collections.abc import Callable

from sandbox.errors import JSON, bad, unsupported
from sandbox.ground import Ground
from sandbox.profile import DEFAULT_MENU, Scope, scope_of
from sandbox.requests import Request, reachable
from sandbox.roles import RIGHTS

ABILITIES = {
    "can_join_groups": True, "can_read_all_group_messages": False,
    "supports_guest_queries": False, "supports_inline_queries": False,
    "can_connect_to_business": False, "has_main_web_app": False, "has_topics_enabled": False,
    "allows_users_to_create_topics": False, "can_manage_bots": False,
    "supports_join_request_queries": False,
}  # fmt: skip


def get_me(ground: Ground, _request: Request) -> JSON:
    """Say who the bot is."""
    return ground.bot | ABILITIES


def set_my_commands(ground: Ground, request: Request) -> bool:
    """Set the commands of a scope and language."""
    scope, language = _scope(ground, request), request.get("language_code", "")
    ground.profile.set_commands(scope, language, request.get("commands", []))
    ground.tell_commands()
    return True


def get_my_commands(ground: Ground, request: Request) -> list[JSON]:
    """List the commands of exactly this scope and language."""
    scope, language = _scope(ground, request), request.get("language_code", "")
    return ground.profile.commands(scope, language)


def _scope(ground: Ground, request: Request) -> Scope:
    scope = scope_of(request.get("scope"))
    if scope[1] is not None:
        reachable(ground, scope[1])
    return scope


def text_setter(kind: str) -> Callable[[Ground, Request], bool]:
    """Make setMyName, setMyDescription and setMyShortDescription."""

    def set_text(ground: Ground, request: Request) -> bool:
        language = request.get("language_code", "")
        ground.profile.set_text(kind, request.get(kind, ""), language)
        if kind == "name" and not language:
            ground.bot = ground.bot | {"first_name": ground.profile.text("name")}
        return True

    return set_text


def text_getter(kind: str) -> Callable[[Ground, Request], JSON]:
    """Make getMyName, getMyDescription and getMyShortDescription."""

    def get_text(ground: Ground, request: Request) -> JSON:
        return {kind: ground.profile.text(kind, request.get("language_code", ""))}

    return get_text


def set_my_default_administrator_rights(ground: Ground, request: Request) -> bool:
    """Set the rights the bot asks for when somebody makes it an administrator."""
    if request.get("for_channels"):
        raise unsupported("parameter for_channels of setMyDefaultAdministratorRights")
    rights: JSON = request.get("rights", {})
    ground.profile.rights = {right: bool(rights[right]) for right in RIGHTS if right in rights}
    return True


def get_my_default_administrator_rights(ground: Ground, request: Request) -> JSON:
    """Give those rights."""
    if request.get("for_channels"):
        raise unsupported("parameter for_channels of getMyDefaultAdministratorRights")
    return {right: bool(ground.profile.rights.get(right)) for right in RIGHTS}


def set_chat_menu_button(ground: Ground, request: Request) -> bool:
    """Set the button beside the input field, in one private chat or in all."""
    chat_id = request.get("chat_id")
    button = request.get("menu_button", {"type": "default"})
    _check_private(ground, chat_id)
    if button["type"] == "web_app":
        raise unsupported("a menu button of type web_app")
    if button["type"] == "default":
        ground.profile.menu_buttons.pop(chat_id, None)
    else:
        ground.profile.menu_buttons[chat_id] = button
    return True


def _check_private(ground: Ground, chat_id: int | None) -> None:
    if chat_id is not None and not ground.chat(chat_id).private:
        raise bad("chat is not a private chat")


def get_chat_menu_button(ground: Ground, request: Request) -> JSON:
    """Give that button."""
    buttons, chat_id = ground.profile.menu_buttons, request.get("chat_id")
    _check_private(ground, chat_id)
    return buttons.get(chat_id, buttons.get(None, DEFAULT_MENU))
