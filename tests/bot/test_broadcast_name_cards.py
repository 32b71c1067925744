"""The list of whom a notice did not reach says why of each."""

from bot.broadcast_name_cards import listed
from bot.texts import said, speaking
from domain.broadcasts import MISSED, Answered, Broadcast
from domain.campaigns import Audience
from domain.people import Role
from storage.broadcast_letters import Named
from tests.kit.stage import BEGIN

HELPERS = Audience(roles=frozenset({Role.HELPER}))
NOTICE = Broadcast(number=7, words="开会", audience=HELPERS, owner_id=1, set_at=BEGIN)


def test_of_each_whom_it_did_not_reach_it_says_why():
    found = [Named(name=it, unit="", stage=it, read_at=None, nudged_at=None) for it in MISSED]
    with speaking("zh_CN"):
        _, *lines = said(listed(NOTICE, Answered.MISSED, found)).split("\n")
    assert lines == [
        "failed：屏蔽了机器人或账号没了",
        "refused：发送失败，Telegram 没有收下",
        "unbound：还没绑定账号",
        "withdrawn：停止时还没发到",
    ]
