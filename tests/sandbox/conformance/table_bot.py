"""The bot itself: its profile, commands, menu button; and how updates reach it."""

from tests.sandbox.conformance.cases import absent, bad, no, ok

COMMANDS = [{"command": "me", "description": "我"}]
PRIVATE = {"scope": {"type": "all_private_chats"}}
TEXTS = {"Name": 64, "Description": 512, "ShortDescription": 120}
HOOK = "http://127.0.0.1:9/hook"  # nobody listens there, and no name has to be found


def itself():
    yield ok("getMe", {"is_bot": True, "username": "bangfu_bot", "can_join_groups": True})
    yield bad("getMe", 'parameter "x" is unknown to getMe (the sandbox is strict)', raw=True, x=1)
    for name, most in TEXTS.items():
        field = "short_description" if name == "ShortDescription" else name.lower()
        yield ok(f"setMy{name}", **{field: "字" * most, "language_code": "zh"})
        yield ok(f"getMy{name}", {field: "字" * most}, language_code="zh")
        yield ok(f"setMy{name}", **{field: "帮扶"})
        yield ok(f"getMy{name}", {field: "帮扶"}, language_code="en")
        words = "BOT_NAME_TOO_LONG" if name == "Name" else "BOT_ABOUT_TOO_LONG"
        yield bad(f"setMy{name}", words, **{field: "字" * (most + 1)})
    rights = dict.fromkeys(RIGHTS, False) | {"can_pin_messages": True}
    yield ok("setMyDefaultAdministratorRights", rights=rights)
    yield ok("getMyDefaultAdministratorRights", rights)
    for method in ("setMyDefaultAdministratorRights", "getMyDefaultAdministratorRights"):
        yield no(method, 501, f"Not Implemented: parameter for_channels of {method} is not "
                 "supported by the sandbox", for_channels=True)  # fmt: skip
    yield ok("setMyDefaultAdministratorRights")


RIGHTS = (
    "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users",
    "can_post_stories", "can_edit_stories", "can_delete_stories", "can_send_welcome_messages",
)  # fmt: skip


def menus():
    yield ok("setMyCommands", commands=COMMANDS, language_code="zh", **PRIVATE)
    yield ok("getMyCommands", COMMANDS, language_code="zh", **PRIVATE)
    yield ok("getMyCommands", [], **PRIVATE)
    yield ok("deleteMyCommands", language_code="zh", **PRIVATE)
    yield ok("getMyCommands", [], language_code="zh", **PRIVATE)
    for command, words in (
        ({"command": "Me!"}, "BOT_COMMAND_INVALID"),
        ({"command": "x" * 33}, "BOT_COMMAND_INVALID"),
        ({"description": ""}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"description": "x" * 257}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ):
        yield bad("setMyCommands", words, commands=[COMMANDS[0] | command], raw=True)
    yield bad("setMyCommands", "BOT_COMMANDS_TOO_MUCH", commands=COMMANDS * 101)
    for method in ("getMyCommands", "deleteMyCommands"):
        yield bad(method, "chat not found", scope={"type": "chat", "chat_id": 5})
    yield ok("setChatMenuButton", chat_id="$wei", menu_button={"type": "commands"})
    yield ok("getChatMenuButton", {"type": "commands"}, chat_id="$wei")
    yield bad("setChatMenuButton", "chat not found", chat_id=5)
    yield bad("setChatMenuButton", "chat is not a private chat", chat_id="$group")
    app = {"type": "web_app", "text": "x", "web_app": {"url": "https://bangfu.example/"}}
    yield no("setChatMenuButton", 501, "Not Implemented: a menu button of type web_app is not "
             "supported by the sandbox", menu_button=app)  # fmt: skip
    yield bad("getChatMenuButton", "chat not found", chat_id=5)


def updates():
    yield ok("getUpdates", limit=1, timeout=0, allowed_updates=[])
    yield no("getUpdates", 409, "Conflict: can't use getUpdates method while webhook is active; use "
             "deleteWebhook to delete the webhook first", offset="$hooked")  # fmt: skip
    yield ok("getWebhookInfo", {"url": HOOK})
    yield ok("deleteWebhook", drop_pending_updates=True)
    yield ok("getWebhookInfo", {"url": "", "pending_update_count": 0, "last_error_date": absent})
    yield ok("setWebhook", url=HOOK, secret_token="s-3_cret", max_connections=5,
             allowed_updates=["message"])  # fmt: skip
    yield ok("getWebhookInfo", {"url": HOOK, "max_connections": 5, "allowed_updates": ["message"]})
    yield ok("setWebhook", url="")
    yield ok("getWebhookInfo", {"url": "", "last_error_message": absent})
    wrong = "bad webhook: An HTTPS URL must be provided for webhook"
    for url in ("http://bangfu.example/", "ftp://127.0.0.1/", "nonsense"):
        yield bad("setWebhook", wrong, url=url)
    words = "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"
    yield bad("setWebhook", words, url="https://bangfu.example:8080/hook")
    words = "secret token contains unallowed characters"
    yield bad("setWebhook", words, url=HOOK, secret_token="geheim!")
    yield ok("deleteWebhook", drop_pending_updates=False)
    yield ok("close")
    yield ok("logOut")


CASES = [case for table in (itself, menus, updates) for case in table()]
