"""One person and one task as an officer sees them, and what the person reads of a decision."""

from collections.abc import Collection, Sequence

from bot.progress_people import DECIDED
from bot.replies import Button, Message, Rows, press
from bot.rise_cards import REACH_NAMES, due, named
from bot.texts import clipped, day_and_time
from domain.campaigns import Campaign, Mark, Owing
from domain.duties import Reach
from domain.refusals import Joined, Text
from storage.campaign_marks import Marked

MOST_MARKS, MOST_ITEMS, MOST_OF_WORDS, MOST_TOLD_WORDS = 8, 12, 120, 500
BACK = Button(label=Text("‹ Back"), press=press("rise", "turn", 0))
LETTERS = {
    Mark.EXTENDED: Text("🗓 {name} gives you time for <b>{title}</b> until {due}."),
    Mark.EXCUSED: Text("➖ {name}: you need not do <b>{title}</b> any more."),
    Mark.TAKEN_OVER: Text("🙋 {name} does <b>{title}</b> in your place. Nothing is left for you."),
    Mark.DECLINED: Text(
        "{name} cannot give you more time for <b>{title}</b>: {due} stays. "
        "If you are late, it still counts."
    ),
}


def card(  # noqa: PLR0913  # the person, the task, and what may be seen of them
    campaign: Campaign,
    owing: Owing,
    marks: Sequence[Marked],
    version: int,
    place: str,
    visible: Collection[int],
    *,
    may_take: bool,
) -> Message:
    """Show how somebody stands with a task, what was decided, and what can be done."""
    lines = [
        Text("👤 <b>{who}</b>", who=Joined([owing.name, owing.unit, place], by=" · ")),
        Text("{title}, due {due}", title=named(campaign), due=due(owing.due_at)),
        *_reach(owing),
        *_households(owing, visible),
        *[mark_line(it) for it in marks[-MOST_MARKS:]],
        "" if owing.is_open else Text("✅ Nothing of it is open any more."),
    ]
    is_known = any(it.mark is Mark.NOTED and it.until_at == owing.due_at for it in marks)
    keys = campaign, owing, version
    rows = _rows(*keys, is_known=is_known, may_take=may_take) if owing.is_open else []
    shown = [row for row in (*rows, [BACK]) if row]
    return Message(text=Joined(lines), keyboard=shown, private=True)


def _reach(owing: Owing) -> list[Text]:
    if owing.reach is Reach.REACHED:
        return []
    return [Text("📵 {reach}, please call", reach=REACH_NAMES[owing.reach])]


def _households(owing: Owing, visible: Collection[int]) -> list[Text]:
    """List the open households one may see, and count the others."""
    seen = [it for it in owing.open if it.id in visible][:MOST_ITEMS]
    lines = [Text("⬜ {name}", name=it.name) for it in seen]
    rest = len(owing.open) - len(seen)
    if not rest:
        return lines
    more = Text("… and {count} more", count=rest)
    return [*lines, more if seen else Text("{count} households", count=rest)]


def mark_line(marked: Marked) -> Text:
    """Write who decided what, when, and with which words."""
    return Text("✍ {at} {what}{said}", at=day_and_time(marked.at), what=_what(marked),
                said=_said(marked, MOST_OF_WORDS))  # fmt: skip


def _what(marked: Marked) -> Text:
    words = DECIDED[marked.mark]
    until = (
        {"until": due(marked.until_at)} if marked.mark is Mark.EXTENDED and marked.until_at else {}
    )
    return Text(words.msgid, by=marked.by, **until)


def _said(marked: Marked, most: int) -> str:
    return f"：{clipped(marked.words, most)}" if marked.words else ""


def _rows(
    campaign: Campaign, owing: Owing, version: int, *, is_known: bool, may_take: bool
) -> Rows:
    ids = campaign.number, owing.person_id
    again = Button(label=Text("📣 Ask again"), press=press("rise", "ask", *ids))
    known = Button(label=Text("👁 I know"), press=press("rise", "note", *ids, version))
    more = Button(label=Text("🗓 More time"), press=press("rise", "extend", *ids, version))
    excuse = Button(label=Text("➖ Excuse"), press=press("rise", "excuse", *ids, version))
    over = Button(label=Text("🙋 I do it"), press=press("rise", "over", *ids, version))
    first = [again] if owing.reach is Reach.REACHED else []
    first += [] if is_known else [known]
    return [first, [more, excuse], [over] if may_take else []]


def letter(campaign: Campaign, owing: Owing, marked: Marked) -> Message:
    """Tell whoever is to do it plainly what was decided about his task, and why."""
    words, title = LETTERS[marked.mark], named(campaign)
    if owing.taken_by and marked.mark is not Mark.TAKEN_OVER:
        title = Text("{title} (for {name})", title=title, name=owing.name)
    values = {"due": due(owing.due_at)} if "{due}" in words.msgid else {}
    lines: list[Text | str] = [Text(words.msgid, name=marked.by, title=title, **values)]
    if marked.words:
        lines.append(Text("Reason: {words}", words=clipped(marked.words, MOST_TOLD_WORDS)))
    mine = Button(label=Text("📒 My tasks"), press=press("tasks", "mine"))
    return Message(text=Joined(lines), keyboard=[[mine]], private=True)


def happened(marks: Sequence[Marked]) -> Text:
    """Say what was decided last, to whoever presses a button of before."""
    if not marks:
        return Text("It has changed meanwhile. Please look at it again.")
    return Text("It has moved on: {happened}. The newest card shows how it stands.",
                happened=_what(marks[-1]))  # fmt: skip


def done(holder: str, reach: Reach) -> Text:
    """Say that it is kept, and whether whoever is to do it hears of it."""
    if reach is Reach.REACHED:
        return Text("✅ Kept. {name} is told.", name=holder)
    return Text("✅ Kept. {name} is not reached by letters: please call.", name=holder)
