"""The people and their phones."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sandbox.counting import Numbers
from sandbox.errors import JSON, Impossible

FIRST_ID = 1001


@dataclass(kw_only=True)
class Phone:
    """One person's phone, and where it is."""

    user: JSON
    number: str | None = None
    note: str = ""
    presets: list[JSON] = field(default_factory=list)
    place: JSON | None = None
    blocked: bool = False
    started: bool = False
    shown: bool = True

    @property
    def contact(self) -> JSON:
        """Give the person's own contact, the number as Telegram writes it."""
        if not self.number:
            raise Impossible(f"{self.user['first_name']} 没有手机号 (has no phone number)")
        names: JSON = {
            name: self.user[name] for name in ("first_name", "last_name") if name in self.user
        }
        return {"phone_number": international(self.number), **names, "user_id": self.user["id"]}


class People:
    """Everybody who has a phone."""

    def __init__(self) -> None:
        self.phones: dict[int, Phone] = {}
        self.topic: int | None = None
        """Where in a forum people write just now; None is the general topic."""
        self._ids = Numbers(FIRST_ID)

    def __iter__(self) -> Iterator[Phone]:
        return iter(self.phones.values())

    def add(self, names: JSON, user_id: int | None = None, **facts: object) -> Phone:
        """Hand out a phone; ids count up from 1001 for whoever has none of his own."""
        number = next(self._ids) if user_id is None else user_id
        user = {"id": number, "is_bot": False} | {k: v for k, v in names.items() if v}
        phone = Phone(user=user, **facts)  # type: ignore[arg-type]
        self.phones[user["id"]] = phone
        return phone

    def phone(self, user_id: int) -> Phone:
        """Find somebody's phone."""
        if user_id not in self.phones:
            raise Impossible(f"没有这个人 (nobody has the id {user_id})")
        return self.phones[user_id]


def international(number: str) -> str:
    """Write a mainland number with its country code, as Telegram stores it; no plus sign."""
    digits = "".join(filter(str.isdigit, number))
    return f"86{digits}" if len(digits) == 11 and digits.startswith("1") else digits
