"""What people of a busy district say to the bot, step by step: a deed, and what must come back."""

import random
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any

from domain.geo import destination
from sandbox.world import World
from tests.crash.people import press_like
from tests.crash.roster import Helper, Home
from tests.kit.actions import picture

JSON = dict[str, Any]
Step = tuple[Callable[[], object], str]
"""A deed, and a pattern of the answer; the conversation is sent the message that matched."""
Talk = Generator[Step, JSON, None]


@dataclass
class Speaker:
    """A helper who is out in the field all day."""

    world: World
    helper: Helper
    rng: random.Random
    left: list[Home]
    done: list[Home]

    def talk(self) -> Talk:
        """Choose what to do next: mostly the next home, else something small."""
        if self.left and self.rng.random() < 0.5:
            home = self.left.pop()
            return self.rng.choice((self.arrive, self.arrive, self.note, self.explain))(home)
        small = (self.look_back, self.ask_who, self.send_photo, self.send_album)
        return self.rng.choice((*small, self.come_again) if self.done else small)()

    def arrive(self, home: Home) -> Talk:
        """Check in."""
        yield self._stand(home, 40), f"已签到.{home.name}"
        self.done.append(home)

    def note(self, home: Home) -> Talk:
        """Check in and add a note by the form."""
        done = yield self._stand(home, 40), f"已签到.{home.name}"
        yield self._press(done, "📝 补充说明"), "要补充什么"
        yield self._type(f"说明{home.name}"), f"已记下.{home.name}"

    def explain(self, home: Home) -> Talk:
        """Be elsewhere, and say why."""
        yield self._stand(home, 700), "才算到场"
        yield self._type(f"原因{home.name}"), f"已记下.{home.name}"

    def come_again(self) -> Talk:
        """Check in where one has been today."""
        home = self.rng.choice(self.done)
        yield self._stand(home, 60), rf"已在\s*{home.name}\s*签到"

    def look_back(self) -> Talk:
        """Ask for the month, which comes with a drawing."""
        yield self._type("我的签到"), "月签到"

    def ask_who(self) -> Talk:
        """Ask what the bot knows about oneself."""
        yield self._type("我的信息"), self.world.phone(self.helper.user_id).user["first_name"]

    def send_photo(self) -> Talk:
        """Send a photo nobody asked for."""
        photo = picture(self.rng.randint(0, 255))
        yield (lambda: self.world.send_photo(self.helper.user_id, photo)), "没有看懂|没看懂"

    def send_album(self) -> Talk:
        """Send three photos at once: they are answered together."""
        photos = [picture(n) for n in range(3)]
        yield (lambda: self.world.send_album(self.helper.user_id, photos)), "没有看懂|没看懂"

    def _stand(self, home: Home, away_m: int) -> Callable[[], object]:
        there = destination(home.point, 0, away_m)
        place = (there.latitude, there.longitude, 10)
        return lambda: self.world.send_location(self.helper.user_id, *place)

    def _type(self, words: str) -> Callable[[], object]:
        return lambda: self.world.send_text(self.helper.user_id, words)

    def _press(self, message: JSON, label: str) -> Callable[[], object]:
        number = message["message_id"]
        return lambda: self.world.press(self.helper.user_id, number, label)


def accept(world: World, officer: int, card: JSON) -> Talk:
    """Accept an exception as its card comes."""
    number = card["message_id"]
    yield (lambda: world.press(officer, number, "✅ 认可")), "已告诉本人|处理"


def govern(world: World, admin: int, before: int, value: int) -> Talk:
    """Set the fastest travel through the form of the rule book."""

    def like(message: JSON, label: str) -> Callable[[], object]:
        return lambda: press_like(world, admin, message, label)

    asked = yield (lambda: world.send_text(admin, "规则")), rf"最快路程[^\n]*\D{before}\]"
    yield like(asked, "最快路程"), "新数值是多少"
    asked = yield (lambda: world.send_text(admin, str(value))), "从哪一天起"
    summary = yield like(asked, "今天"), "请核对"
    yield like(summary, "✔ 提交"), rf"✅ 最快路程.*\D{value}\D"


def speakers(world: World, helpers: Sequence[Helper], rng: random.Random) -> list[Speaker]:
    """Let every helper begin the day."""
    return [Speaker(world, it, rng, list(it.homes), []) for it in helpers]
