"""How fast letters may go out: token buckets for the bot and for each chat.

Replies take tokens but never wait for them; letters get what is left (docs/decisions/0005).
"""

from dataclasses import dataclass

PER_SECOND = 29.7
"""Telegram takes about 30 messages a second from one bot."""
CHAT_PER_SECOND, CHAT_BURST = 1.0, 3.0
HORIZON_S = 0.5
"""Letters are taken up this long ahead and sent one by one, evenly."""
SLOW_S = 60.0
GROUP_PER_SECOND, GROUP_BURST = 18 / 60, 18.0


@dataclass
class Bucket:
    """Fills at a rate up to a burst; may go into debt, which is the time to wait."""

    rate: float
    burst: float
    level: float
    at: float

    def take(self, now: float) -> float:
        """Take one token; returns the seconds to wait for it."""
        self._fill(now)
        self.level -= 1
        return max(0.0, -self.level / self.rate)

    def has_one(self, now: float) -> bool:
        """Take a token if there is one; it never goes into debt."""
        self._fill(now)
        if self.level < 1:
            return False
        self.level -= 1
        return True

    def within(self, seconds: float, now: float) -> int:
        """Count the tokens that could be taken without waiting longer than this."""
        self._fill(now)
        return max(0, int(self.level + seconds * self.rate))

    def is_full(self, now: float) -> bool:
        """Tell whether nothing is owed and nothing has been taken lately."""
        self._fill(now)
        return self.level >= self.burst

    def _fill(self, now: float) -> None:
        self.level = min(self.burst, self.level + max(0.0, now - self.at) * self.rate)
        self.at = max(now, self.at)


class Pace:
    """The buckets of one process; `now` is a monotonic clock in seconds."""

    def __init__(self, per_second: float = PER_SECOND) -> None:
        self._all = Bucket(per_second, 1.0, 1.0, 0.0)
        self._chats: dict[int, Bucket] = {}
        self._slow_until: dict[int, float] = {}
        self._paused_until = 0.0

    def note_reply(self, chat_id: int, now: float) -> float:
        """Count a reply, which does not wait, unless its own chat had too much just now."""
        self._all.take(now)
        wait_s = self._chat(chat_id, now).take(now)
        return wait_s if self._slow_until.get(chat_id, 0.0) > now else 0.0

    def slow_down(self, chat_id: int, now: float) -> None:
        """Let replies to a chat keep its pace for a while: Telegram asked to wait.

        Otherwise whoever has many answers to come would be asked again for each of them, and
        every letter to anybody would be held back again and again.
        """
        self._slow_until = {chat: at for chat, at in self._slow_until.items() if at > now}
        self._slow_until[chat_id] = now + SLOW_S

    def wait_s(self, chat_id: int, now: float) -> float:
        """Take the tokens for a letter; returns the seconds to wait before sending it."""
        return max(self._all.take(now), self._chat(chat_id, now).take(now))

    def letters_now(self, now: float, most: int) -> int:
        """Tell how many letters may be taken up now."""
        return 0 if now < self._paused_until else min(most, self._all.within(HORIZON_S, now))

    def pause(self, seconds: float, now: float) -> None:
        """Hold all letters back: Telegram asked to wait."""
        self._paused_until = max(self._paused_until, now + seconds)

    def _chat(self, chat_id: int, now: float) -> Bucket:
        if len(self._chats) > 10_000:  # a full bucket need not be remembered
            self._chats = {
                chat: bucket for chat, bucket in self._chats.items() if not bucket.is_full(now)
            }
        if chat_id not in self._chats:
            rate, burst = CHAT_PER_SECOND, CHAT_BURST
            if chat_id < 0:
                rate, burst = GROUP_PER_SECOND, GROUP_BURST
            self._chats[chat_id] = Bucket(rate, burst, burst, now)
        return self._chats[chat_id]
