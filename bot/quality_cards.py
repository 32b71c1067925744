"""How doubts read: the overview of an area, a rule's households, a household's questions."""

from collections.abc import Mapping, Sequence

from bot.replies import Button, Message, Rows, in_rows, press
from bot.texts import clipped, day_and_time
from domain.doubts import NUMBERED, Doubt, Rule
from domain.people import Person
from domain.refusals import Joined, Text
from storage.helpers import Home as Place
from storage.quality import Waiver
from storage.quality_lists import Balance, Home

PAGE = 8
MOST_DOUBTS, MOST_WAIVED, MOST_OF_REASON = 12, 5, 60
BY_HOUSEHOLD = 0
"""Buttons number rules from 1 on; 0 is every rule."""
RULE_NAMES = {
    Rule.NO_HEAD: Text("No head"),
    Rule.SEVERAL_HEADS: Text("Several heads"),
    Rule.ID_WRONG: Text("ID number wrong"),
    Rule.ID_TWICE: Text("ID number twice"),
    Rule.ID_SEX: Text("ID number and sex"),
    Rule.ID_BIRTH: Text("ID number and age"),
    Rule.DISABLED_BUT_HEALTHY: Text("Certificate, not disabled"),
    Rule.ILLNESS_WITHOUT_ILL: Text("Illness, nobody ill"),
    Rule.DISABILITY_WITHOUT_DISABLED: Text("Disability, nobody disabled"),
    Rule.SCHOOL_COSTS_WITHOUT_PUPIL: Text("School costs, no pupil"),
    Rule.NO_LABOUR_BUT_WORKERS: Text("No labour, three workers"),
    Rule.WAGES_WITHOUT_MONTHS: Text("Work without months"),
    Rule.TOO_MANY_MONTHS: Text("More than 12 months"),
    Rule.WORKS_WITHOUT_LABOUR: Text("Works, cannot work"),
    Rule.PRODUCTION_WITHOUT_COSTS: Text("Production without costs"),
    Rule.DIBAO_WITHOUT_PAYMENT: Text("Dibao without payment"),
    Rule.PAYMENT_WITHOUT_DIBAO: Text("Payment without dibao"),
    Rule.EXITED_UNSAFE_HOUSE: Text("Exited, house unsafe"),
    Rule.EXITED_UNSAFE_WATER: Text("Exited, water unsafe"),
    Rule.EXITED_BELOW_LINE: Text("Exited, income too low"),
    Rule.OUT_OF_SCHOOL: Text("Of school age, no pupil"),
    Rule.INCOME_TOO_LOW: Text("Income very low"),
    Rule.INCOME_TOO_HIGH: Text("Income very high"),
}


def overview(
    counts: Mapping[str, int], balance: Balance, waiting: int
) -> tuple[Joined, list[list[Button]]]:
    """Write how many doubts there are, what became of them this month, and by which rules."""
    head = Text("<b>Data check-up</b> · {count} to look at", count=balance.open)
    since = Text(
        "When the month began {before}: new {new}, mended {mended}, explained {waived}",
        before=balance.before,
        mended=balance.mended,
        waived=balance.waived,
        new=balance.new,
    )
    late = Text("{count} households are still being looked at.", count=waiting) if waiting else ""
    found = [rule for rule in NUMBERED if counts.get(rule)]
    nothing = Text("Everything fits together. Well done.") if not found and not waiting else ""
    buttons = [
        Button(
            label=Text("{rule} {count}", rule=RULE_NAMES[rule], count=counts[rule]),
            press=press("quality", "rule", NUMBERED.index(rule) + 1, 0),
        )
        for rule in found
    ]
    rows = in_rows(buttons)
    if found:
        by_home = press("quality", "rule", BY_HOUSEHOLD, 0)
        rows.append([Button(label=Text("🏠 By household"), press=by_home)])
    return Joined([head, since, late, nothing]), rows


def homes(
    rule: int, page: int, count: int, found: Sequence[Home]
) -> tuple[Joined, list[list[Button]]]:
    """List the households of a rule, or of all of them, with how many doubts each."""
    name = RULE_NAMES[NUMBERED[rule - 1]] if rule else Text("By household")
    head = Text("<b>{rule}</b> · {count} households", rule=name, count=count)
    buttons = [
        [
            Button(
                label=Text("{head}, {area} ({count})", head=it.head_name, area=it.area,
                           count=it.count),
                press=press("quality", "show", it.id),
            )
        ]
        for it in found
    ]  # fmt: skip
    turn = []
    if page:
        turn.append(Button(label=Text("‹ Before"), press=press("quality", "rule", rule, page - 1)))
    if (page + 1) * PAGE < count:
        turn.append(Button(label=Text("More ›"), press=press("quality", "rule", rule, page + 1)))
    back = [Button(label=Text("🩺 Data check-up"), press=press("quality", "all"))]
    nothing = Text("Nobody here. Well done.") if not found else ""
    return Joined([head, nothing]), [row for row in (*buttons, turn, back) if row]


def household_text(name: Text | str, found: Sequence[Doubt], waived: Sequence[Waiver]) -> Joined:
    """Write what is asked about a household, numbered, and what was explained before."""
    lines = [
        Text("{number}. {question}", number=number, question=doubt.words)
        for number, doubt in enumerate(found[:MOST_DOUBTS], 1)
    ]
    rest = len(found) - len(lines)
    return Joined(
        [
            Text("<b>🩺 {name}</b> · {count} to look at", name=name, count=len(found)),
            *(lines or [Text("Everything fits together.")]),
            Text("… and {count} more", count=rest) if rest else "",
            *[_waived_line(it) for it in waived[:MOST_WAIVED]],
        ]
    )


def _waived_line(waiver: Waiver) -> Text:
    known = {rule.value: name for rule, name in RULE_NAMES.items()}
    return Text(
        "Explained: {rule}, {by} {at}: {reason}",
        rule=known.get(waiver.rule, waiver.rule),
        by=waiver.by,
        at=day_and_time(waiver.at),
        reason=clipped(waiver.reason, MOST_OF_REASON),
    )


def household_rows(
    household_id: int, numbers: Sequence[int], *, may_explain: bool, may_ask: bool
) -> Rows:
    """Offer to explain each doubt, to change the record, to ask the helper."""
    rows: list[list[Button]] = []
    if may_explain and numbers:
        explain = [
            Button(
                label=Text("💬 {number} has a reason", number=place),
                press=press("quality", "waive", household_id, number),
            )
            for place, number in enumerate(numbers[:MOST_DOUBTS], 1)
        ]
        change = press("change", "begin", household_id)
        rows = [*in_rows(explain), [Button(label=Text("✎ Propose a change"), press=change)]]
    if may_ask and numbers:
        ask = press("quality", "ask", household_id)
        rows.append([Button(label=Text("📣 Ask the helper"), press=ask)])
    card = press("household", "show", household_id)
    return [*rows, [Button(label=Text("🏠 Household"), press=card)]]


def request(officer: Person, home: Place, found: Sequence[Doubt]) -> Message:
    """Ask a helper to look into what does not fit."""
    head = Text(
        "🩺 {officer} asks you to look into {name}:", officer=officer.name, name=home.head_name
    )
    lines = [Text("• {question}", question=it.words) for it in found[:MOST_DOUBTS]]
    todo = Text("If it is right, give the reason. If not, change it.")
    look = Button(label=Text("🩺 Check-up"), press=press("quality", "show", home.id))
    return Message(text=Joined([head, *lines, todo]), keyboard=[[look]], private=True)
