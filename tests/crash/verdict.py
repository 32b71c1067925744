"""After the last life: was anything lost, did anything happen twice, was any chat disordered?"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from storage.columns import AnyRow
from storage.outbox import REPLIES
from tests.crash import rows
from tests.crash.arrivals import Arrival, TaggedWorld
from tests.crash.people import Play, Visit
from tests.crash.scene import Scene


@dataclass
class Verdict:
    """What was found wrong, in words, and what is only counted."""

    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    disordered: list[str] = field(default_factory=list)
    updates: int = 0
    said: int = 0
    copies: Counter[int] = field(default_factory=Counter)
    """Copies by the life that sent before without writing it down; 0: its answer was lost."""

    @property
    def is_clean(self) -> bool:
        """Say whether nothing was lost, doubled or disordered."""
        return not (self.lost or self.twice or self.disordered)


async def judge(scene: Scene, play: Play, today: date) -> Verdict:
    """Compare what was said and done with what the database and the phones hold."""
    world = scene.world
    verdict = Verdict(updates=len(world.updates_made), lost=list(play.unheard))
    async with rows.opened(scene.settings) as database, database.read() as db:
        said = await rows.outbox(db)
        _updates(verdict, world, await rows.handled(db))
        _visits(verdict, play, await rows.visits(db, today))
        _audit(verdict, play, await rows.audited(db))
        _languages(verdict, play, await rows.languages(db))
    _arrivals(verdict, said, world)
    _order(verdict, said, world)
    return verdict


def _updates(verdict: Verdict, world: TaggedWorld, handled: dict[int, str | None]) -> None:
    verdict.lost += [f"update {it}" for it in world.updates_made if it not in handled]
    verdict.lost += [f"update {it} broke: {fault}" for it, fault in handled.items() if fault]


def _visits(verdict: Verdict, play: Play, found: list[rows.Found]) -> None:
    seen: Counter[tuple[int, str]] = Counter()
    for entry, remarks in found:
        key = entry.checkin.person_id, entry.checkin.place.name
        seen[key] += 1
        is_now = Visit(str(entry.checkin.state), [it.text for it in remarks])
        if is_now != play.visits.get(key):
            verdict.twice.append(f"{key[1]}: {is_now} instead of {play.visits.get(key)}")
    verdict.lost += [f"visit to {home}" for who, home in play.visits if not seen[who, home]]
    verdict.twice += [f"{count} check-ins at {key[1]}" for key, count in seen.items() if count > 1]


def _audit(verdict: Verdict, play: Play, lines: Counter[tuple[str, str]]) -> None:
    """An acceptance is one line a check-in, a figure set is one line each time."""
    accepted = {subject: n for (action, subject), n in lines.items() if "accepted" in action}
    figures = sum(n for (action, _), n in lines.items() if action == "rule.set")
    verdict.twice += [f"{subject} accepted {n} times" for subject, n in accepted.items() if n > 1]
    if len(accepted) != sum(play.exceptions.values()):
        verdict.lost.append(f"{len(accepted)} of {sum(play.exceptions.values())} acceptances")
    if figures != len(play.figures):
        verdict.twice.append(f"{figures} figures set instead of {len(play.figures)}")
    _albums(verdict, play, lines)


def _languages(verdict: Verdict, play: Play, found: dict[int, str]) -> None:
    for person, language in play.languages.items():
        if not found[person].startswith(language):
            verdict.lost.append(f"{person} speaks {found[person]} instead of {language}")


def _albums(verdict: Verdict, play: Play, lines: Counter[tuple[str, str]]) -> None:
    """Every photo of an album was handed in, and once."""
    found = Counter(
        {subject: n for (action, subject), n in lines.items() if action == rows.HANDED_IN}
    )
    for (person, name), count in play.albums.items():
        subject = f"{person}:{name}:{count}:{count}"
        if found.pop(subject, 0) != 1:
            verdict.lost.append(f"album {subject}")
    verdict.twice += [f"album {subject}" for subject in found]


def _arrivals(verdict: Verdict, said: list[AnyRow], world: TaggedWorld) -> None:
    arrived: dict[int, list[int]] = defaultdict(list)
    for arrival in world.arrivals:
        arrived[arrival.row].append(arrival.life)
    verdict.said = len(said)
    for row in said:
        if row.state == "waiting" or not arrived[row.id]:
            verdict.lost.append(f"{row.key} ({row.method}): {row.state}, {row.last_error}")
    for row_id, lives in arrived.items():
        for before in lives[:-1]:
            verdict.copies[0 if (before, row_id) in world.unanswered else before] += 1


def _order(verdict: Verdict, said: list[AnyRow], world: TaggedWorld) -> None:
    """Replies of one chat arrive, the first time, in the order of their updates."""
    keys = {row.id: row.key for row in said if row.lane == REPLIES and row.key.startswith("u")}
    latest: dict[int, Arrival] = {}
    for it in _first_arrivals(world.arrivals):
        before = latest.get(it.chat_id)
        if it.row not in keys:
            continue
        if before and _is_late(it, before, keys, world.press_updates):
            late, early = _shown(it, keys), _shown(before, keys)
            verdict.disordered.append(f"{late} after {early}")
        latest[it.chat_id] = max(before or it, it, key=lambda one: one.row)


def _first_arrivals(arrivals: list[Arrival]) -> list[Arrival]:
    first: dict[int, Arrival] = {}
    for it in arrivals:
        if it.chat_id:
            first.setdefault(it.row, it)
    return list(first.values())


def _is_late(it: Arrival, before: Arrival, keys: dict[int, str], presses: set[int]) -> bool:
    return it.row < before.row or _overtakes(keys[before.row], keys[it.row], presses)


def _shown(it: Arrival, keys: dict[int, str]) -> str:
    return f"{keys[it.row]} (row {it.row}, life {it.life})"


def _overtakes(before: str, key: str, presses: set[int]) -> bool:
    """Messages of a chat come in order, and presses do; one kind may overtake the other."""
    earlier, later = _update_of(before), _update_of(key)
    return later < earlier and (later in presses) == (earlier in presses)


def _update_of(key: str) -> int:
    return int(key[1:].partition(":")[0])
