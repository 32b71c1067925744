"""Check-ins: standing where one should be, graded by how well it is proved (DOMAIN §3).

Nothing here is held against anybody: flags and exceptions are for a person to look at.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.calendar import local_day
from domain.geo import Datum, Direction, Point, direction, distance_m, roughly_m
from domain.people import Person
from domain.refusals import Refusal, Text

SAME_POINT_M, SAME_POINT_DEG = 1.0, 0.00001
"""Two measurements never agree this closely; a copied point does, in whatever datum."""


class Grade(StrEnum):
    """How well a point proves where somebody stood, best first."""

    LIVE = "live"
    MEASURED = "measured"
    PLAIN = "plain"


class Flag(StrEnum):
    """What a person should look at."""

    NO_ACCURACY = "no_accuracy"
    SAME_COORDINATES = "same_coordinates"
    IMPOSSIBLE_SPEED = "impossible_speed"
    CHINESE_MAP_PICK = "chinese_map_pick"
    EXACT_STORED_POINT = "exact_stored_point"


class State(StrEnum):
    """Where a check-in stands: verified by distance, or an exception on its way."""

    VERIFIED = "verified"
    PENDING = "pending"
    ASKED = "asked"
    ACCEPTED = "accepted"


FARTHEST_SLACK_M = 2000
"""No accuracy and no confusion of datums brings a place farther than this into range."""

OPEN = frozenset({State.PENDING, State.ASKED})

FLAG_NAMES = {
    Flag.NO_ACCURACY: Text("no accuracy given"),
    Flag.SAME_COORDINATES: Text("same coordinates as an earlier check-in"),
    Flag.IMPOSSIBLE_SPEED: Text("too far from the last check-in for the time between"),
    Flag.CHINESE_MAP_PICK: Text("looks picked by hand on a Chinese map"),
    Flag.EXACT_STORED_POINT: Text("exactly the stored point of the place"),
}
DIRECTION_NAMES = {
    Direction.N: Text("north"),
    Direction.NE: Text("north-east"),
    Direction.E: Text("east"),
    Direction.SE: Text("south-east"),
    Direction.S: Text("south"),
    Direction.SW: Text("south-west"),
    Direction.W: Text("west"),
    Direction.NW: Text("north-west"),
}


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Figures of the rule book that hold on a day; defaults are DOMAIN's [D]."""

    household_radius_m: int = 300
    village_radius_m: int = 1000
    accuracy_cap_m: int = 150
    stale_after_min: int = 60
    fastest_kmh: int = 120


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where somebody may check in: a paired household or a duty village."""

    key: str
    name: str
    area_code: str
    household_id: int | None = None
    point: Point | None = None

    def radius_m(self, rules: Rules) -> int:
        """How far away still counts."""
        return rules.household_radius_m if self.household_id else rules.village_radius_m


@dataclass(frozen=True, kw_only=True)
class Sharing:
    """A location as it came in the chat."""

    point: Point
    sent_at: datetime
    accuracy_m: float | None = None
    is_live: bool = False
    is_forwarded: bool = False
    is_venue: bool = False
    is_via_bot: bool = False
    message_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Proof:
    """A point that may count. Its datum is GCJ-02 when it was evidently picked on such a map."""

    point: Point
    sent_at: datetime
    accuracy_m: float | None
    grade: Grade
    message_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """How a proof stands to a place; without a stored point there is no distance."""

    place: Place
    proof: Proof
    distance_m: float | None
    is_in_range: bool
    from_there: Direction | None = None


@dataclass(frozen=True, kw_only=True)
class CheckIn:
    """A check-in as kept; `at` is when the location was sent, `local_on` its Shanghai day."""

    id: int
    person_id: int
    place: Place
    at: datetime
    local_on: date
    state: State
    proof: Proof
    flags: frozenset[Flag] = frozenset()
    distance_m: int | None = None
    version: int = 1
    decided_by: int | None = None


@dataclass(frozen=True, kw_only=True)
class Past:
    """What is known of somebody's earlier check-ins when a new one is made."""

    latest: CheckIn | None = None
    was_here_exactly: bool = False


def proof_of(sharing: Sharing, rules: Rules, now: datetime) -> Proof:
    """Accept a shared location as proof and grade it.

    Raises:
        Refusal: it was forwarded, is a venue, came through another bot, or is too old.
    """
    if sharing.is_forwarded:
        raise Refusal(
            "This location was forwarded. Please send your own: tap 📍 Check in where you stand."
        )
    if sharing.is_venue:
        raise Refusal(
            "This is a place picked from a list. Please send where you stand: tap 📍 Check in."
        )
    if sharing.is_via_bot:
        raise Refusal(
            "This location came through another bot. Please send your own: tap 📍 Check in."
        )
    _refuse_stale(sharing, rules, now)
    return Proof(
        point=sharing.point,
        sent_at=sharing.sent_at,
        accuracy_m=sharing.accuracy_m,
        grade=_grade(sharing),
        message_id=sharing.message_id,
    )


def _refuse_stale(sharing: Sharing, rules: Rules, now: datetime) -> None:
    age = now - sharing.sent_at
    if age > timedelta(minutes=rules.stale_after_min):
        raise Refusal(
            "This location is {minutes} minutes old, so it does not show where you are now. "
            "Please tap 📍 Check in again; if you have left, tell your information officer.",
            minutes=int(age.total_seconds() // 60),
        )


def _grade(sharing: Sharing) -> Grade:
    if sharing.is_live:
        return Grade.LIVE
    return Grade.PLAIN if sharing.accuracy_m is None else Grade.MEASURED


def nearest(places: Sequence[Place], proof: Proof, rules: Rules) -> Sighting | None:
    """Find the place somebody stands at, or else the nearest; None when no place has a point."""
    rough = [(roughly_m(proof.point, it.point), it) for it in places if it.point]
    closest_m = min((away_m for away_m, _ in rough), default=0.0)
    seen = [
        sight(place, proof, rules)
        for away_m, place in rough
        if away_m <= max(closest_m * 1.05, place.radius_m(rules) + FARTHEST_SLACK_M)
    ]
    return min(seen, key=lambda it: (not it.is_in_range, it.distance_m), default=None)


def sight(place: Place, proof: Proof, rules: Rules) -> Sighting:
    """Measure a proof against one place.

    In range when `distance − min(accuracy, cap) ≤ radius`. A point without accuracy that fits
    only when read as GCJ-02 was picked by hand on a Chinese map, and is read so.
    """
    if place.point is None:
        return Sighting(place=place, proof=proof, distance_m=None, is_in_range=False)
    reach_m = place.radius_m(rules) + min(proof.accuracy_m or 0.0, rules.accuracy_cap_m)
    away_m = distance_m(proof.point, place.point)
    if away_m > reach_m and proof.grade is Grade.PLAIN and proof.point.datum is Datum.WGS84:
        picked = replace(proof, point=replace(proof.point, datum=Datum.GCJ02))
        if distance_m(picked.point, place.point) <= reach_m:
            proof, away_m = picked, distance_m(picked.point, place.point)
    return Sighting(
        place=place,
        proof=proof,
        distance_m=away_m,
        is_in_range=away_m <= reach_m,
        from_there=direction(place.point, proof.point),
    )


def check_in(number: int, person: Person, sighting: Sighting, past: Past, rules: Rules) -> CheckIn:
    """Make a check-in of a sighting: verified in range, else an exception for the officer."""
    proof = sighting.proof
    return CheckIn(
        id=number,
        person_id=person.id,
        place=sighting.place,
        at=proof.sent_at,
        local_on=local_day(proof.sent_at),
        state=State.VERIFIED if sighting.is_in_range else State.PENDING,
        proof=proof,
        flags=_flags(sighting, past, rules),
        distance_m=None if sighting.distance_m is None else round(sighting.distance_m),
    )


def _flags(sighting: Sighting, past: Past, rules: Rules) -> frozenset[Flag]:
    proof = sighting.proof
    found = {
        Flag.NO_ACCURACY: proof.grade is Grade.PLAIN,
        Flag.CHINESE_MAP_PICK: proof.point.datum is Datum.GCJ02,
        Flag.EXACT_STORED_POINT: _is_stored_point(sighting),
        Flag.SAME_COORDINATES: past.was_here_exactly,
        Flag.IMPOSSIBLE_SPEED: past.latest is not None
        and _is_too_fast(past.latest.proof, proof, rules),
    }
    return frozenset(flag for flag, is_found in found.items() if is_found)


def _is_stored_point(sighting: Sighting) -> bool:
    stored = sighting.place.point
    if stored is None:
        return False
    raw = sighting.proof.point
    apart = abs(raw.latitude - stored.latitude), abs(raw.longitude - stored.longitude)
    return max(apart) < SAME_POINT_DEG or (sighting.distance_m or 0.0) < SAME_POINT_M


def _is_too_fast(before: Proof, after: Proof, rules: Rules) -> bool:
    hours = (after.sent_at - before.sent_at).total_seconds() / 3600
    slack_m = (before.accuracy_m or 0) + (after.accuracy_m or 0) + rules.accuracy_cap_m
    moved_m = distance_m(before.point, after.point) - slack_m
    return moved_m > 0 and hours >= 0 and moved_m / 1000 > rules.fastest_kmh * hours


def decide(checkin: CheckIn, officer: Person, state: State) -> CheckIn:
    """Let an officer move an exception on.

    Raises:
        Refusal: nobody decides his own, and a decided one stays as it is.
    """
    if officer.id == checkin.person_id:
        raise Refusal("This is your own check-in. Another officer has to look at it.")
    if checkin.state not in OPEN:
        raise Refusal("This exception has been settled already. Nothing was changed.")
    return replace(checkin, state=state, version=checkin.version + 1, decided_by=officer.id)
