"""How a household rests: what was asked and decided about it, and what can be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.household_cards import title
from bot.replies import Button, Message, Rows, press
from bot.texts import clipped, day_and_time
from domain.muted import Muting, State
from domain.refusals import Joined, Text
from storage.households import Known

MOST_OF_NAME, MOST_OF_REASON = 10, 60


@dataclass(frozen=True, kw_only=True)
class Rest:
    """A household with its newest request; `may_decide` is what its reader may do."""

    known: Known
    muting: Muting | None
    today: date
    may_decide: bool
    names: Mapping[int, str]

    @property
    def holds(self) -> bool:
        """Tell whether visits are not owed today."""
        return self.muting is not None and self.muting.holds_on(self.today)

    @property
    def waits(self) -> bool:
        """Tell whether an officer has yet to decide."""
        return self.muting is not None and self.muting.waits()

    @property
    def version(self) -> int:
        """The version of the newest request, 0 before there is any."""
        return self.muting.version if self.muting else 0


def card_name(household_id: int) -> str:
    """Name the live card of a household's rest."""
    return f"mute:{household_id}"


def card(rest: Rest) -> Message:
    """Write how it stands, with what its reader may do."""
    head = Text("🤫 <b>{household}</b>", household=title(rest.known))
    return Message(
        text=Joined([head, *_lines(rest)]),
        keyboard=_rows(rest),
        card=card_name(rest.known.id),
        private=True,
    )


def _lines(rest: Rest) -> list[Text]:
    muting = rest.muting
    if muting is None:
        return [Text("It is visited as usual.")]
    asked = Text(
        "{name} asked that visits rest, {at}: {reason}",
        name=rest.names.get(muting.asked_by, "?"),
        at=day_and_time(muting.asked_at),
        reason=muting.reason,
    )
    if rest.holds and muting.until_on:
        until = Text("Visits rest until {day}; then they are owed again.",
                     day=muting.until_on.isoformat())  # fmt: skip
        return [until, asked, *_decided(rest, muting)]
    if rest.waits:
        return [asked, Text("An officer has yet to agree; until then it is visited as usual.")]
    return [Text("It is visited as usual."), asked, *_decided(rest, muting)]


_DEEDS = {
    State.MUTED: Text("{name} agreed until {day}, {at}"),
    State.REFUSED: Text("{name} did not agree, {at}"),
    State.ENDED: Text("{name} ended it, {at}"),
}


def _decided(rest: Rest, muting: Muting) -> list[Text]:
    if muting.decided_by is None or muting.decided_at is None:
        return []
    day = muting.until_on.isoformat() if muting.until_on else ""
    name, at = rest.names.get(muting.decided_by, "?"), day_and_time(muting.decided_at)
    return [Text(_DEEDS[muting.state].msgid, name=name, day=day, at=at)]


def _rows(rest: Rest) -> Rows:
    household_id = rest.known.id
    look = Button(label=Text("🏠 Household"), press=press("household", "show", household_id))
    return [*([row] if (row := _deeds(rest)) else []), [look]]


def _deeds(rest: Rest) -> list[Button]:
    ids = rest.known.id, rest.version
    if rest.waits and rest.may_decide:
        agree = Button(label=Text("✓ Let it rest until…"), press=press("mute", "agree", *ids))
        return [agree, Button(label=Text("✗ Visit as usual"), press=press("mute", "refuse", *ids))]
    if rest.waits:
        return []
    if rest.holds and rest.may_decide:
        day = Button(label=Text("🗓 Another day"), press=press("mute", "agree", *ids))
        return [day, Button(label=Text("▶ Visit again"), press=press("mute", "end", *ids))]
    if rest.holds:
        return []
    if rest.may_decide:
        return [Button(label=Text("🤫 Let it rest…"), press=press("mute", "agree", *ids))]
    return [Button(label=Text("🤫 Ask to let it rest"), press=press("mute", "ask", *ids))]


def button(household_id: int) -> Button:
    """Lead to how a household rests."""
    return Button(label=Text("🤫 Let it rest"), press=press("mute", "show", household_id))


def listed(rests: list[tuple[Muting, str]], most: int) -> tuple[Text, Rows]:
    """List what waits for an officer, and what rests now; of more than so many the first ones."""
    if not rests:
        return Text("No household rests, and nobody has asked."), []
    rests, is_cut = rests[:most], len(rests) > most
    lines = [
        Text("⬜ {name}: {reason}", name=name, reason=clipped(it.reason, MOST_OF_REASON))
        if it.waits()
        else Text("🤫 {name}, until {day}: {reason}", name=name,
                  reason=clipped(it.reason, MOST_OF_REASON),
                  day=it.until_on.isoformat() if it.until_on else "")
        for it, name in rests
    ]  # fmt: skip
    if is_cut:
        lines.append(Text("Only the first {most} are listed here.", most=most))
    rows = [
        [Button(label=clipped(name, MOST_OF_NAME), press=press("mute", "show", it.household_id))]
        for it, name in rests
    ]
    return Joined([Text("🤫 <b>Households that rest</b>"), *lines]), rows
