"""Drafts that are not on the screen: offered when their form is begun again, at /start, later."""

from bot import forms
from bot.form_screens import NOUN
from bot.replies import Button, Message, Reply, Rows, press, say
from domain.refusals import Text
from storage.drafts import Draft


def instead_of_beginning(draft: Draft, title: Text) -> Reply:
    """Offer the draft of a form that somebody begins again, under the draft's title."""
    words = Text("You began <b>{title}</b> earlier and have not handed it in.", title=title)
    return say(words, _choices(draft), private=True)


def still_unfinished(draft: Draft) -> Message:
    """Offer to go on with a form that was begun, or to drop it."""
    form = forms.known(draft.form)
    title = form.titled(draft) if form else Text("an earlier form")
    words = Text("Still unfinished: <b>{title}</b>.", title=title)
    return Message(text=words, keyboard=_choices(draft))


def _choices(draft: Draft) -> Rows:
    def token(verb: str) -> str:
        return press(NOUN, verb, draft.id, draft.revision)

    return [
        [
            Button(label=Text("▶ Go on"), press=token("resume")),
            Button(label=Text("✖ Drop it"), press=token("drop")),
        ]
    ]
