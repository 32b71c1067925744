"""Whatever the bot says, it says in Chinese too. `python -m tools.texts` mends most of this."""

from collections import Counter
from string import Formatter

from babel.messages.catalog import Message

from tools import texts


def placeholders(text: str) -> Counter[str]:
    parsed = Formatter().parse(text)
    return Counter(name for _words, name, _spec, _conversion in parsed if name is not None)


def placeholders_differ(message: Message) -> bool:
    """Compare with the plural, because Chinese has one form for both.

    It may say a value less often, but never again: that is a text pasted twice.
    """
    source = placeholders(message.id if isinstance(message.id, str) else message.id[-1])
    said = [placeholders(words) for words in texts.words(message)]
    return any(it.keys() != source.keys() or not it <= source for it in said)


def test_every_text_is_translated():
    ready = {
        key for key, m in texts.messages(texts.translated()).items() if texts.is_translated(m)
    }
    assert texts.messages(texts.used()).keys() - ready == set()


def test_every_translation_is_used():
    catalogue = texts.translated()
    left_over = texts.messages(catalogue).keys() - texts.messages(texts.used()).keys()
    assert left_over | {str(key) for key in catalogue.obsolete} == set()


def test_translations_fill_in_the_same_values():
    known = texts.messages(texts.translated())
    different = [k for k, m in known.items() if texts.is_translated(m) and placeholders_differ(m)]
    assert different == []
