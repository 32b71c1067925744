"""Officers, who judge exceptions, and the admin, who fills in a form again and again."""

import re

from tests.crash.people import JSON, WITH_OTHERS_S, Play, _words, press_like

LEAVES = 0.3


async def judge(play: Play, village: str, officer: int) -> None:
    """Accept every exception of a village once, as its card comes."""
    settled: set[str] = set()
    while not (play.is_over.is_set() and len(settled) == play.exceptions[village]):
        card = await _next_card(play, officer, settled)
        if card is None:
            continue
        home = _home_on(card)
        if home in play.to_ask:
            card = await _ask_back(play, officer, home, card)
        play.world.press(officer, card["message_id"], "✅ 认可")
        await play.ears.hear(officer, f"{home}[\\s\\S]*☑️", 0)
        settled.add(home)


async def _ask_back(play: Play, officer: int, home: str, card: JSON) -> JSON:
    """Ask the helper something; gives the card that brings the answer."""
    since = play.ears.mark(officer)
    play.world.press(officer, card["message_id"], "❓ 追问")
    await play.ears.hear(officer, "要问本人什么", since)
    play.world.send_text(officer, f"追问{home}")
    await play.ears.hear(officer, "已问", since)
    answer = f"{home}[\\s\\S]*回答{home}"
    return await play.ears.hear(officer, answer, since, WITH_OTHERS_S)


async def _next_card(play: Play, officer: int, settled: set[str]) -> JSON | None:
    others = "|".join(settled) or "-"
    unseen = rf"待看的签到[^\n]*\n(?!{others})(?![\s\S]*☑️)"
    try:
        return await play.ears.hear(officer, unseen, patience_s=1.0)
    except LookupError:
        return None


def _home_on(card: JSON) -> str:
    found = re.search(r"户\d{5}", _words(card))
    assert found
    return found[0]


async def govern(play: Play, admin: int) -> None:
    """Set one figure after the other through the form."""
    before, value = 120, 200
    while not play.is_over.is_set():
        await play.think()
        await set_figure(play, admin, before, value)
        play.figures.append(value)
        before, value = value, 200 + (value + 1) % 200


async def _leave_and_go_on(play: Play, admin: int, draft: str) -> None:
    """Do something else, begin the form again, and take up the draft it offers."""
    since = play.ears.mark(admin)
    play.world.send_text(admin, "我的信息")
    await play.ears.hear(admin, "管理员", since)
    play.world.send_text(admin, "规则")
    offer = await play.ears.hear(admin, f"您之前填了[\\s\\S]*{draft}", since)
    since = play.ears.mark(admin)
    press_like(play.world, admin, offer, "▶ 继续填")
    await play.ears.hear(admin, f"新数值是多少[\\s\\S]*{draft}", since)


async def set_figure(play: Play, admin: int, before: int, value: int) -> None:
    """Fill in the form of the rule book: fastest travel, from today on."""
    since = play.ears.mark(admin)
    play.world.send_text(admin, "规则")
    question = await play.ears.hear(admin, rf"改哪一项[\s\S]*最快路程[^\n]*\D{before}\]", since)
    draft = press_like(play.world, admin, question, "最快路程")
    await play.ears.hear(admin, f"新数值是多少[\\s\\S]*{draft}", since)
    if play.rng.random() < LEAVES:
        await _leave_and_go_on(play, admin, draft)
    play.world.send_text(admin, str(value))
    question = await play.ears.hear(admin, f"从哪一天起[\\s\\S]*{draft}", since)
    press_like(play.world, admin, question, "今天")
    summary = await play.ears.hear(admin, f"请核对[\\s\\S]*{draft}", since)
    press_like(play.world, admin, summary, "✔ 提交")
    await play.ears.hear(admin, rf"✅ 最快路程.*\D{value}\D", since)
