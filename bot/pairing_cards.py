"""How pairings read: a household's helpers now and before, a helper's households, the lists."""

from collections.abc import Mapping, Sequence

from bot.replies import Button, Rows, in_rows, press
from bot.texts import clipped
from domain.handovers import HAPPENED, Handover
from domain.pairings import Pairing, rank_name
from domain.people import Person, State
from domain.refusals import Joined, Text
from storage.helpers import Helper, Home

PAGE = 8
MOST_BEFORE, MOST_OF_REASON = 5, 40


def helper_line(helper: Helper) -> Text:
    """Write somebody who may help: name, unit, end of the phone, households."""
    return Text(
        "{name}{unit} · {homes} households · …{tail}",
        name=helper.name,
        unit=f" · {helper.unit}" if helper.unit else "",
        homes=helper.homes,
        tail=helper.tail,
    )


def home_line(home: Home) -> Text:
    """Write a household: its head and village."""
    return Text("{head}, {area}", head=home.head_name, area=home.area)


def household_text(
    home: Home,
    history: Sequence[Pairing],
    handovers: Sequence[Handover],
    people: Mapping[int, Person],
    reasons: Mapping[int, str],
) -> Joined:
    """Write who helps a household, who did before and why no longer, and what is on its way."""
    now = sorted((it for it in history if it.is_open), key=lambda it: (it.rank, it.id))
    before = [it for it in history if not it.is_open]
    return Joined(
        [
            Text("<b>Pairing · {head}</b>, {area}", head=home.head_name, area=home.area),
            *([_now_line(it, people[it.person_id]) for it in now] or [Text("No helper yet.")]),
            *[
                _before_line(it, people[it.person_id], reasons.get(it.id, ""))
                for it in before[:MOST_BEFORE]
            ],
            *[handover_line(it, people) for it in handovers],
        ]
    )


def _now_line(pairing: Pairing, helper: Person) -> Text:
    return Text(
        "{rank}: {name}{unit}, since {day}",
        rank=rank_name(pairing.rank),
        name=helper.name,
        unit=f"（{helper.unit}）" if helper.unit else "",
        day=pairing.since_on.isoformat(),
    )


def _before_line(pairing: Pairing, helper: Person, reason: str) -> Text:
    return Text(
        "Before: {name}, {since} to {until}{reason}",
        name=helper.name,
        since=pairing.since_on.isoformat(),
        until=pairing.until_on.isoformat() if pairing.until_on else "",
        reason=f"（{clipped(reason, MOST_OF_REASON)}）" if reason else "",
    )


def handover_line(handover: Handover, people: Mapping[int, Person]) -> Text:
    """Write a hand-over: from whom to whom, and how it stands."""
    return Text(
        "🔁 {giver} → {taker}: {happened}",
        giver=people[handover.from_id].name,
        taker=people[handover.to_id].name,
        happened=HAPPENED[handover.state],
    )


def household_rows(
    home: Home,
    now: Sequence[Pairing],
    handovers: Sequence[Handover],
    people: Mapping[int, Person],
) -> list[list[Button]]:
    """Offer an officer what can be done about a household's pairings."""
    going = {it.from_id: it for it in handovers}
    rows = [[Button(label=Text("➕ Add a helper"), press=press("pairing", "add", home.id))]]
    for pairing in now:
        name = people[pairing.person_id].name
        handover = going.get(pairing.person_id)
        rows.append(_helper_row(pairing, name, handover))
        if pairing.rank > 1:
            first = Text("⬆ {name} first", name=name)
            rows.append([Button(label=first, press=press("pairing", "first", pairing.id))])
    rows.append([Button(label=Text("🏠 Household"), press=press("household", "show", home.id))])
    return rows


def _helper_row(pairing: Pairing, name: str, handover: Handover | None) -> list[Button]:
    if handover:
        show = press("handover", "show", handover.id)
        return [Button(label=Text("🔁 The hand-over of {name}", name=name), press=show)]
    give = press("handover", "begin", pairing.id)
    return [
        Button(label=Text("🔁 Hand over: {name}", name=name), press=give),
        Button(
            label=Text("✖ Unpair {name}", name=name), press=press("pairing", "end", pairing.id)
        ),
    ]


def helper_text(
    helper: Helper, account: Person, homes: Sequence[tuple[Pairing, Home]], cases: Sequence[int]
) -> Joined:
    """Write a helper as an officer sees him before he leaves: households and open needs."""
    raised = " ".join(f"#{number}" for number in cases)
    return Joined(
        [
            Text("<b>{line}</b>", line=helper_line(helper)),
            Text("🚪 Off the roster.") if account.state is State.REMOVED else "",
            *[
                Text(
                    "• {home}, since {day}",
                    home=home_line(home),
                    day=pairing.since_on.isoformat(),
                )
                for pairing, home in homes
            ],
            Text("Open needs: {numbers}", numbers=raised) if raised else "",
        ]
    )


def helper_rows(
    account: Person, homes: Sequence[tuple[Pairing, Home]], going: Mapping[int, Handover]
) -> list[list[Button]]:
    """Offer to hand over each household, and then to take the account off the roster."""
    if account.state is State.REMOVED:
        back = press("helper", "restore", account.id)
        return [[Button(label=Text("↩ Put back on the roster"), press=back)]]
    rows = []
    for pairing, home in homes:
        handover = going.get(home.id)
        label = Text("🔁 Hand over: {name}", name=home.head_name)
        to = press("handover", "begin", pairing.id)
        if handover:
            label = Text("🔁 The hand-over of {name}", name=home.head_name)
            to = press("handover", "show", handover.id)
        rows.append([Button(label=label, press=to)])
    remove = press("helper", "remove", account.id)
    return [*rows, [Button(label=Text("🚪 Take off the roster"), press=remove)]]


def page_rows(verb: str, area: int, page: int, count: int) -> Rows:
    """Turn the pages of a list of an area, 0 for all of them, and go back to the overview."""
    turn = []
    if page:
        back = press("pairing", verb, area, page - 1)
        turn.append(Button(label=Text("‹ Before"), press=back))
    if (page + 1) * PAGE < count:
        more = press("pairing", verb, area, page + 1)
        turn.append(Button(label=Text("More ›"), press=more))
    return [*in_rows(turn), [overview_button(area)]]


def overview_button(area: int) -> Button:
    """Go back to the overview of an area."""
    return Button(label=Text("🤝 Pairing"), press=press("pairing", "area", area))
