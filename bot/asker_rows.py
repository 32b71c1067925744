"""What whoever raised a case can do with it, as buttons of its card and of the news about it."""

from bot.replies import Button, Rows, in_rows, press
from domain.case_wishes import STARS
from domain.cases import Case
from domain.ladders import Deed
from domain.people import Person
from domain.refusals import Text

NOUN = "mine"


def rows(case: Case, reader: Person, deeds: frozenset[Deed]) -> Rows:
    """Offer the asker's deeds; while he is asked something, the reply stands for saying more."""
    if reader.id != case.asker_id:
        return []
    is_asked = Deed.REPLIED in deeds
    offered = [
        (Deed.REPLIED in deeds, Text("💬 Reply"), "reply"),
        (Deed.ADDED in deeds and not is_asked, Text("➕ Say more"), "add"),
        (Deed.CONFIRMED in deeds, Text("✅ It is solved"), "confirm"),
        (Deed.REOPENED in deeds, Text("🔁 Not solved yet"), "reopen"),
        (Deed.WITHDRAWN in deeds, Text("🗑 Withdraw"), "withdraw"),
    ]
    found = [button(label, verb, case) for is_open, label, verb in offered if is_open]
    return [*([stars(case)] if Deed.RATED in deeds else []), *in_rows(found)]


def stars(case: Case) -> list[Button]:
    """Offer one to five stars, each one tap."""
    return [button(f"⭐{count}", "rate", case, count) for count in STARS]


def button(label: Text | str, verb: str, case: Case, *more: int) -> Button:
    """Make a button of the asker about a case as it stands now."""
    return Button(label=label, press=press(NOUN, verb, case.number, case.version, *more))
