"""Forms are data: a name, steps and what happens with the answers.

A step says what it asks for and how an answer is checked; walking through it (back, skip, cancel,
edit, photos, drafts) is the business of `bot/form_walk.py`.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.answers import Kind
from bot.replies import Reply
from domain.people import Person, Role
from domain.refusals import Refusal, Text
from domain.spoken_dates import NEAR, Wanted
from storage.drafts import Draft

UP = "^"


@dataclass(frozen=True, kw_only=True)
class Filling:
    """Somebody filling in a form, at this moment."""

    db: AsyncConnection
    person: Person
    draft: Draft
    now: datetime

    @property
    def given(self) -> Mapping[str, Any]:
        """What the form was started with."""
        return self.draft.given

    def answer(self, step: str) -> Any:
        """Return the answer to a step; None when it was skipped or not reached."""
        return self.draft.answers.get(step)

    def is_answered(self, step: str) -> bool:
        """Tell whether a step was answered or skipped; choices may have been taken back."""
        return bool(self.draft.answers.get(step, []) != [])

    def opened(self, step: str) -> str:
        """Return the key of the option of a question that leads further; "" at its beginning."""
        return str(self.draft.answers.get(inside(step)) or "").removeprefix(UP)


def inside(step: str) -> str:
    """Name the place where a draft keeps which option of a question was opened."""
    return f"{step}.in"


@dataclass(frozen=True, kw_only=True)
class Option:
    """Something to tap; the key is stored, at most 30 ASCII characters without a colon.

    One that `opens` is no answer yet: it leads to others of the same question, whose options and
    prompt read it off the filling (`opened`); after UP its key names the place to go back to.
    Typed it is an answer, if it `stands_for` something.
    Of a TEXT step the mapping it `stands_for` is kept when it is tapped.
    """

    key: str
    label: Text | str
    opens: bool = False
    stands_for: Any = None


Options = Sequence[Option]


async def no_options(_filling: Filling) -> Options:
    """Offer nothing to tap."""
    return ()


def always(_filling: Filling) -> bool:
    """Ask in any case."""
    return True


def as_it_is(value: Any, _filling: Filling) -> Any:
    """Take an answer unchanged."""
    return value


def only_typed(otherwise: Text) -> Callable[[Any, Filling], str]:
    """Make a check that takes typed words, and says something else to a voice."""

    def check(value: Any, _filling: Filling) -> str:
        if not isinstance(value, str):
            raise Refusal(otherwise.msgid)
        return value.strip()

    return check


REASON_TYPED = only_typed(Text("Please type the reason, or tap one."))
NAME_TYPED = only_typed(Text("Please type the name."))


async def nothing_more(_filling: Filling) -> Sequence[Text]:
    """Say nothing besides the answers."""
    return ()


@dataclass(frozen=True, kw_only=True)
class Step:
    """One question; `label` is its short name in the summary.

    `about` names the thing of which it asks a detail; details of one thing go together there.
    `options` are what can be tapped; of a TEXT, NUMBER or DATE step they are suggestions whose
    label, or key for the latter two, is the answer. `check` returns the value to keep or raises
    a Refusal; it must take what it returned, for it is asked again before a summary is handed in.
    A step whose `when` says no is not asked. `most` limits photos and choices. `prefill` is what
    stands if nothing changed: it is shown, and one tap on `unchanged` takes it; None is then kept
    for nothing to say. A TEXT step `with_photos` takes them at any question of its form, besides
    the words or instead of them; they are kept as its `album`. `day` is how a DATE step is meant:
    ahead, back, with a time. A step that is asked
    `only_if_offered` is left out when there is nothing to tap.
    """

    name: str
    kind: Kind
    prompt: Text | Callable[[Filling], Awaitable[Text]]
    label: Text | None = None
    about: Text | None = None
    options: Callable[[Filling], Awaitable[Options]] = no_options
    check: Callable[[Any, Filling], Any] = as_it_is
    when: Callable[[Filling], bool] = always
    optional: bool = False
    most: int = 9
    prefill: Callable[[Filling], Any] | None = None
    unchanged: Text = field(default_factory=lambda: Text("No change"))
    day: Wanted = NEAR
    with_photos: bool = False
    only_if_offered: bool = False

    @property
    def album(self) -> str:
        """The name under which its photos are kept; "" when it takes none."""
        if self.kind is Kind.PHOTOS:
            return self.name
        return f"{self.name}.photos" if self.with_photos else ""


Steps = tuple[Step, ...]
Submit = Callable[[Filling], Awaitable[Reply]]


@dataclass(frozen=True, kw_only=True)
class Form:
    """A conversation that gathers answers and hands them in.

    `steps` may follow from what is given and answered. `has_summary` shows all answers before
    they are handed in, and `remarks` below them. `resumes` offers an unfinished draft instead of
    beginning anew. `leave` and `left` are the words on the way out. `roles` may fill it in, to its
    end; none named is anybody with an account. One tap on `rest` leaves all that follows as it
    stands, so that only what must be answered is still asked. What is given as `about` stands in
    the title.
    """

    name: str
    title: Text
    steps: Steps | Callable[[Filling], Steps]
    submit: Submit
    roles: frozenset[Role] = frozenset()
    version: int = 1
    has_summary: bool = True
    resumes: bool = True
    leave: Text = field(default_factory=lambda: Text("✖ Cancel"))
    left: Text = field(default_factory=lambda: Text("Cancelled. Nothing was saved."))
    rest: Text | None = None
    remarks: Callable[[Filling], Awaitable[Sequence[Text]]] = nothing_more

    def is_for(self, person: Person) -> bool:
        """Tell whether somebody may fill it in, today."""
        return not self.roles or not self.roles.isdisjoint(person.roles)

    def steps_for(self, filling: Filling) -> Steps:
        """List the steps there are, those included whose `when` says no."""
        return self.steps(filling) if callable(self.steps) else self.steps

    def step(self, name: str, filling: Filling) -> Step | None:
        """Return a step by name."""
        return next((step for step in self.steps_for(filling) if step.name == name), None)

    def titled(self, draft: Draft) -> Text:
        """Name the form, and what this draft is about."""
        if about := draft.given.get("about"):
            return Text("{title}: {about}", title=self.title, about=about)
        return self.title


_forms: dict[str, Form] = {}


def register(form: Form) -> Form:
    """Make a form known under its name, so that its drafts survive restarts."""
    if form.name in _forms:
        raise ValueError(f"two forms are called {form.name}")
    _forms[form.name] = form
    return form


def one_message(
    name: str, title: Text, prompt: Text, submit: Submit, roles: frozenset[Role] = frozenset()
) -> Form:
    """Register a form that is one typed or spoken message, handed in at once."""
    step = Step(name="words", kind=Kind.TEXT, prompt=prompt)
    form = Form(name=name, title=title, steps=(step,), submit=submit, roles=roles)
    return register(replace(form, has_summary=False, resumes=False))


def named(name: str) -> Form:
    """Return a form that is there.

    Raises:
        LookupError: no handler registered it.
    """
    return _forms[name]


def known(name: str) -> Form | None:
    """Return a form by name."""
    return _forms.get(name)


def every() -> tuple[Form, ...]:
    """Return all forms."""
    return tuple(_forms.values())
