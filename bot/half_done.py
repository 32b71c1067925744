"""What a helper has begun at a household and not brought to its end."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import forms
from domain.refusals import Joined, Text
from domain.visits import State
from storage import changes, handovers
from storage.drafts import Draft


@dataclass(frozen=True, kw_only=True)
class HalfDone:
    """Drafts and visits without effect keep a hand-over from ending; the rest goes along."""

    drafts: tuple[Draft, ...] = ()
    fresh_visits: int = 0
    late_visits: int = 0
    """Late entries that wait for an officer."""
    cases: tuple[int, ...] = ()
    changes: int = 0

    def __bool__(self) -> bool:
        return bool(self.is_in_the_way or self.cases or self.changes)

    @property
    def is_in_the_way(self) -> bool:
        """Tell whether something has to come to its end first."""
        return bool(self.drafts or self.fresh_visits or self.late_visits)

    def in_the_way(self) -> Joined:
        """Name what has to."""
        return Joined(self._unsettled(), by="、")

    def own(self) -> Joined:
        """Name what the old helper himself has to hand in or to drop."""
        return Joined(self._own(), by="、")

    def listed(self) -> Joined:
        """Name everything."""
        needs = " ".join(f"#{number}" for number in self.cases)
        returned = Text("{count} proposed changes", count=self.changes) if self.changes else ""
        raised = Text("needs {numbers}", numbers=needs) if needs else ""
        return Joined([*self._unsettled(), raised, returned], by="、")

    def _unsettled(self) -> list[Text]:
        late = Text("a late entry that waits for an officer")
        return [*self._own(), *([late] if self.late_visits else [])]

    def _own(self) -> list[Text]:
        visit = [Text("a visit of this minute")] if self.fresh_visits else []
        return [*[title(draft) for draft in self.drafts], *visit]


def title(draft: Draft) -> Text:
    """Name a form that was begun."""
    form = forms.known(draft.form)
    return form.titled(draft) if form else Text("an earlier form")


async def of(db: AsyncConnection, person_id: int, household_id: int) -> HalfDone:
    """Load it."""
    opened = [it for it in await changes.open_of(db, household_id) if it.person_id == person_id]
    unsettled = await handovers.unsettled_visits(db, person_id, household_id)
    return HalfDone(
        drafts=tuple(await handovers.drafts_about(db, person_id, household_id)),
        fresh_visits=unsettled.get(State.FRESH, 0),
        late_visits=unsettled.get(State.WAITING, 0),
        cases=tuple(await handovers.cases_of(db, person_id, household_id)),
        changes=len(opened),
    )
