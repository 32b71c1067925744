"""How alerts read: facts on an officer's card, and the list its asker confirms line by line."""

from collections.abc import Mapping, Sequence

from bot.replies import Button, Message, Rows, in_rows, press
from domain import alerts
from domain.alert_rules import PAPERS
from domain.alerts import CLASS, FACT_LINES, FAMILY, INCOME, RISKS, Alert
from domain.ladders import Ladder
from domain.refusals import Joined, Text
from domain.triage import CLASSES
from storage.cases import Entry

A_ROW_OF_NUMBERS = 5
LINE_NAMES = {
    FAMILY: Text("Risk"),
    INCOME: Text("Income per head"),
    alerts.SPENT: Text("Paid out of pocket"),
    CLASS: Text("Suggested class"),
}


def card_name(number: int) -> str:
    """Name the asker's list of what an alert rests on."""
    return f"alert:{number}"


def paper(code: str) -> Text | str:
    """Name a paper; one that is asked for no longer keeps its code."""
    return PAPERS.get(code, code)


def value(alert: Alert, line: str, ladder: Ladder) -> Text | str:
    """Write what stands on a line."""
    facts = alert.facts
    if line == FAMILY:
        return ladder.topic(facts.family)
    if line == CLASS:
        return CLASSES[alert.chosen or alert.sorted_by(ladder.rules).suggested]
    if line in FACT_LINES:
        return yuan(facts.income_yuan if line == INCOME else facts.spent_yuan)
    return paper(line)


def yuan(amount: int | None) -> Text:
    """Write an amount, or that nobody knows it."""
    return Text("not clear") if amount is None else Text("{amount} yuan", amount=f"{amount:,}")


def _named(alert: Alert, line: str, ladder: Ladder) -> Text:
    label = LINE_NAMES.get(line, Text("Paper"))
    return Text("{label}: {value}", label=label, value=value(alert, line, ladder))


def _mark(alert: Alert, line: str) -> str:
    if not alerts.is_confirmed(alert, line):
        return "⬜"
    return "✖" if alert.papers.get(line) is False else "✔"


def checklist(entry: Entry, alert: Alert, at: str | None) -> Message:
    """Show every line; `at` is the one that is asked about now."""
    ladder = entry.case.ladder
    all_lines = alerts.lines(alert, ladder.rules)
    words = [
        Text("⚠️ <b>Alert #{number}</b> · {about}", number=alert.number, about=entry.about),
        *_lines(alert, all_lines, ladder),
        *_asked(alert, at, ladder),
    ]
    return Message(
        text=Joined(words),
        keyboard=_rows(alert, all_lines, at),
        card=card_name(alert.number),
        private=True,
    )


def _lines(alert: Alert, all_lines: Sequence[str], ladder: Ladder) -> list[Text]:
    found: list[Text] = []
    for place, line in enumerate(all_lines, start=1):
        values = {"mark": _mark(alert, line), "place": place}
        found.append(Text("{mark} {place}. {line}", line=_named(alert, line, ladder), **values))
        if line == CLASS:
            why = alert.sorted_by(ladder.rules).why
            found += [Text("· {reason}", reason=reason) for reason in why]
    return found


def _asked(alert: Alert, at: str | None, ladder: Ladder) -> list[Text]:
    """Ask about one line, or say what is still missing."""
    if at is not None:
        line = _named(alert, at, ladder)
        if at in FACT_LINES:
            return [Text("👉 {line}: is that right?", line=line)]
        return [Text("👉 {line}: is it there?", line=line)]
    lacking = alerts.missing(alert, ladder.rules)
    if not lacking:
        return [Text("All is confirmed and complete. Thank you!")]
    names = Joined([paper(it) for it in lacking], by="、")
    return [Text("All is confirmed. Still missing: {papers}. Tap a number to send it.",
                 papers=names)]  # fmt: skip


def _rows(alert: Alert, all_lines: Sequence[str], at: str | None) -> Rows:
    if at is None:
        numbers = [
            _button(str(place), "look", alert, place) for place in range(1, len(all_lines) + 1)
        ]
        return in_rows(numbers, A_ROW_OF_NUMBERS)
    place = all_lines.index(at) + 1
    if at in FACT_LINES:
        right, wrong = Text("✔ Right"), Text("✎ Correct")
        return [[_button(right, "ok", alert, place), _button(wrong, "fix", alert, place)]]
    there, lacking = Text("✔ It is there"), Text("✖ Not yet")
    photo = _button(Text("📷 Send a photo"), "photo", alert, place)
    return [[_button(there, "ok", alert, place), _button(lacking, "lack", alert, place)], [photo]]


def _button(label: Text | str, verb: str, alert: Alert, place: int) -> Button:
    return Button(label=label, press=press("alert", verb, alert.number, alert.version, place))


def facts(alert: Alert, ladder: Ladder, proof: Text | str) -> list[Text]:
    """Write for an office what the alert rests on, and what of it nobody has confirmed.

    `proof` is the check-in of whoever verified it.
    """
    rules = ladder.rules
    sums = Text(
        "Income per head {income} · paid out of pocket {spent}",
        income=yuan(alert.facts.income_yuan),
        spent=yuan(alert.facts.spent_yuan),
    )
    return [
        sums,
        _class_line(alert, rules),
        *_open_lines(alert, ladder),
        *_papers(alert, rules),
        *_verified(alert, proof),
        *_follow_ups(alert),
    ]


def _class_line(alert: Alert, rules: Mapping[str, int]) -> Text:
    name = CLASSES[alert.class_by(rules)]
    if alert.decided:
        return Text("🏷 <b>{name}</b>, decided", name=name)
    if alert.verified:
        return Text("🏷 <b>{name}</b>, as verified", name=name)
    if alert.chosen:
        return Text("🏷 <b>{name}</b>, as the asker says", name=name)
    why = Joined(alert.sorted_by(rules).why, by="")
    return Text("🏷 <b>{name}</b>, suggested by the rules: {why}", name=name, why=why)


def _open_lines(alert: Alert, ladder: Ladder) -> list[Text]:
    left = [it for it in alerts.unconfirmed(alert, ladder.rules) if it in FACT_LINES]
    if alert.verified or not left:
        return []
    names = Joined([LINE_NAMES[it] for it in left], by="、")
    return [Text("⬜ Not confirmed by the asker yet: {names}", names=names)]


def _papers(alert: Alert, rules: Mapping[str, int]) -> list[Text]:
    asked = alert.sorted_by(rules).papers
    if not asked:
        return []
    marks = {True: "✔", False: "✖", None: "⬜"}
    papers = [
        Text("{mark} {paper}", mark=marks[alert.papers.get(it)], paper=paper(it)) for it in asked
    ]
    photos = Text("{count} photos", count=len(alert.files)) if alert.files else ""
    return [Text("📎 {papers}", papers=Joined([*papers, photos], by=" "))]


def _verified(alert: Alert, proof: Text | str) -> list[Text]:
    seen = alert.verified
    if seen is None:
        return []
    photos = Text(", {count} photos", count=len(seen.files)) if seen.files else ""
    return [Text("🔎 {name} was there: {proof}{photos}", name=seen.by, proof=proof,
                 photos=photos)]  # fmt: skip


def _follow_ups(alert: Alert) -> list[Text]:
    return [
        Text("👣 {day} {name}: {risk}", day=it.on.isoformat(), name=it.by, risk=RISKS[it.risk])
        for it in alert.follow_ups[-3:]
    ]
