"""Out of range: where is this, and why? Kept as an exception for the village officer."""

from typing import Any

from bot import checkin_letters, checkin_next, checkin_places, forms
from bot.answers import Kind
from bot.checkin_cards import length, whereabouts
from bot.forms import Filling, Form, Option, Step
from bot.menus import CHECKS_IN, keys_of
from bot.replies import Reply, say
from bot.texts import clock_time
from domain.calendar import local_day
from domain.checkins import CheckIn, Place, Rules, Sighting, check_in, sight
from domain.refusals import Refusal, Text
from storage import checkins, rules
from storage.checkins import Entry
from storage.ids import new_id
from storage.sealed import proof_from

LAPSED = Text(
    "The question about that location was of an earlier day and has lapsed. Nothing was kept; "
    "please tap 📍 Check in where you stand."
)


async def _place(filling: Filling) -> Place:
    key = filling.answer("where") or _only_place(filling)
    place = await checkin_places.one(filling.db, filling.person, key)
    if place is None:
        raise Refusal("This place is no longer yours. Please tap 📍 Check in again.")
    return place


def _only_place(filling: Filling) -> str:
    key: str = filling.given["place"] or filling.given["unmapped"][0]
    return key


async def _sighting(filling: Filling, book: Rules) -> Sighting:
    return sight(await _place(filling), proof_from(dict(filling.given["proof"])), book)


async def _places(filling: Filling) -> list[Option]:
    """Offer the places without coordinates, then the nearest of the others."""
    mine = {it.key: it for it in await checkin_places.of(filling.db, filling.person)}
    keys = [*filling.given["unmapped"], filling.given["place"]]
    return [Option(key=key, label=mine[key].name) for key in keys if key in mine]


def _is_open_where(filling: Filling) -> bool:
    """Ask only when there is a choice; the nearest mapped place needs no question."""
    unmapped = filling.given["unmapped"]
    return len(unmapped) + bool(filling.given["place"]) > 1 and bool(unmapped)


def _is_mapped(filling: Filling) -> bool:
    key = filling.answer("where") or _only_place(filling)
    return key not in filling.given["unmapped"]


async def _prompt(filling: Filling) -> Text:
    """Say how far off; what was measured waits in the draft."""
    given = filling.given
    return Text(
        "You are {where}; up to {radius} counts.\n"
        "Go closer and check in again, or say why: tap below or type. "
        "It goes to the village officer.",
        where=whereabouts(given["name"], given["distance_m"], given["from_there"]),
        radius=length(given["radius_m"]),
    )


async def _reasons(_filling: Filling) -> list[Option]:
    return [
        Option(key="away", label=Text("They are away")),
        Option(key="field", label=Text("In the fields")),
        Option(key="ask", label=Text("Ask the officer")),
    ]


async def hand_in(filling: Filling) -> Reply:
    """Keep what could not be verified, and show it to the village officer."""
    book = await rules.on(filling.db, local_day(filling.now))
    sighting = await _sighting(filling, book)
    if local_day(sighting.proof.sent_at) != local_day(filling.now):
        return say(LAPSED, keys=keys_of(filling.person))
    past = await checkins.past(filling.db, filling.person.id, sighting.proof)
    checkin = check_in(new_id(), filling.person, sighting, past, book)
    if not await checkins.add(filling.db, checkin):
        words = Text(
            "Today's check-in at {place} is kept already. Nothing was added.",
            place=sighting.place.name,
        )
        return say(words, keys=keys_of(filling.person))
    await _show(filling, checkin, filling.answer("reason"))
    if household := checkin.place.household_id:
        rows = await checkin_next.came_for(filling.db, filling.person, household)
        return say(_kept(checkin), rows, private=True)
    return say(_kept(checkin), keys=keys_of(filling.person), private=True)


async def _show(filling: Filling, checkin: CheckIn, reason: Any) -> None:
    """Bring the exception and its reason to the officers."""
    entry = Entry(checkin=checkin, person_name=filling.person.name)
    said = [await checkin_letters.remark(filling, checkin.id, "reason", reason)] if reason else []
    await checkin_letters.show(filling, entry, said, "new")
    await checkin_letters.pass_voice_to_officers(filling, entry, reason)


def _kept(checkin: CheckIn) -> Text:
    values: dict[str, Any] = {"place": checkin.place.name, "at": clock_time(checkin.at)}
    if checkin.distance_m is None:
        return Text(
            "🟡 Kept: {place}, {at}. The household has no coordinates yet; the village officer "
            "looks at your point and may take it. You will hear from us.",
            **values,
        )
    return Text(
        "🟡 Kept: {place}, {at}, {distance} away. "
        "The village officer looks at your reason; you will hear from us.",
        **values,
        distance=length(checkin.distance_m),
    )


EXCEPTION = forms.register(
    Form(
        name="exception",
        title=Text("Check-in elsewhere"),
        steps=(
            Step(
                name="where",
                kind=Kind.CHOOSE,
                prompt=Text("Where are you? Tap the household."),
                options=_places,
                when=_is_open_where,
            ),
            Step(
                name="reason",
                kind=Kind.TEXT,
                prompt=_prompt,
                options=_reasons,
                when=_is_mapped,
            ),
        ),
        submit=hand_in,
        roles=CHECKS_IN,
        has_summary=False,
        resumes=False,
        leave=Text("🔄 Locate again"),
        left=Text("All right. Go closer, then tap 📍 Check in."),
    )
)
