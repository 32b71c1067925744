"""What this process may send: its leases, and the turns whose commit got no answer.

A lease that may have ended is no right to send: another process may have taken the parcel up
while this one was cut off. And when the answer to a COMMIT is lost, the replies it kept may stand
in the outbox under this process's name without anybody having them in hand.
"""

import time
from collections.abc import Iterable, Mapping

from storage import columns, leases, senders
from storage.database import Database
from storage.outbox import Parcel


class Leases:
    """The leases of one process, by its own steady clock and a third of them short."""

    def __init__(self, database: Database, owner: str) -> None:
        self._database = database
        self._owner = owner
        self._sure_until: dict[int, float] = {}
        self._doubts: dict[int, int] = {}
        self._parted = 0

    @property
    def lessee(self) -> str:
        """Give the name parcels are leased to now."""
        return f"{self._owner}.{self._parted}"

    def part(self) -> None:
        """Take a new name, because the database was away.

        Under the old one there may be parcels that nobody has in hand: the answer to a COMMIT was
        lost. What stands under another name is not overtaken, so nothing overtakes those.
        """
        self._parted += 1

    def begin(self, ids: Iterable[int], since: float | None = None) -> None:
        """Count on parcels leased just now, or at a moment of the steady clock."""
        lasting = columns.LEASE.total_seconds() * 2 / 3
        until = (time.monotonic() if since is None else since) + lasting
        self._sure_until |= dict.fromkeys(ids, until)

    def end(self, parcel_id: int) -> None:
        """Forget a parcel that is done with."""
        self._sure_until.pop(parcel_id, None)

    def is_lost(self, parcel_id: int) -> bool:
        """Tell whether somebody else took a parcel up."""
        return parcel_id not in self._sure_until

    def is_sure(self, parcel_id: int) -> bool:
        """Tell whether a parcel may be sent; SQLite has one process, and it loses none."""
        is_current = self._sure_until.get(parcel_id, 0.0) > time.monotonic()
        return self._database.is_sqlite or is_current

    async def renew(self, held: Mapping[int, int]) -> None:
        """Prolong what is still ours of parcels, given with their chats, and lose what is not.

        With one parcel its whole chat is lost: what comes after it must not overtake it.
        """
        since = time.monotonic()
        async with self._database.write() as db:
            ours = await leases.renew(db, list(held), self._owner)
            gone = {chat for it, chat in held.items() if it not in ours and it in self._sure_until}
            given_back = [it for it in ours if held[it] in gone]
            if given_back:
                await leases.give_back(db, given_back, self._owner)
        for parcel_id in [it for it, chat in held.items() if chat in gone]:
            self.end(parcel_id)
        self.begin(ours & self._sure_until.keys(), since)

    def doubt(self, update_id: int, user_id: int) -> None:
        """Note that nobody knows whether a turn's commit was done."""
        self.part()
        self._doubts[update_id] = user_id

    def is_in_doubt(self) -> bool:
        """Tell whether there is anything to settle."""
        return bool(self._doubts)

    async def settle(self) -> list[Parcel]:
        """Find what the oldest turn in doubt left behind under this process's name.

        It waits for the person's lock, which the lost transaction holds until it has ended.
        """
        update_id, user_id = next(iter(self._doubts.items()))
        async with self._database.write() as db:
            await senders.lock(db, user_id)
            found = await leases.left_behind(db, self._owner, update_id)
        del self._doubts[update_id]
        return found
