"""Bring the Chinese catalogue up to date with the code: `python -m tools.texts`.

Translations are kept, texts nobody uses any more are dropped, new ones are listed for translation.
"""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("bot", "domain", "handlers", "imports", "reminders")
KEYWORDS = {"_": None, "N_": None, "Refusal": None, "Text": None, "ngettext": (1, 2)}
LOCALE = "zh_CN"
HEADER = r"""# What users see. `python -m tools.texts` brings it up to date with the code.
msgid ""
msgstr ""
"Language: zh_CN\n"
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=1; plural=0;\n"

"""
FILE = ROOT / "locales" / LOCALE / "LC_MESSAGES" / "bangfu.po"


def used() -> Catalog:
    """Collect every text in the code; English needs no catalogue, the msgid is the text."""
    texts = Catalog(locale=LOCALE, project="bangfu")
    for folder in FOLDERS:
        found = extract_from_dir(
            ROOT / folder, [("**.py", "python")], keywords=KEYWORDS, comment_tags=["Translators:"]
        )
        for _file, _line, msgid, comments, context in found:
            texts.add(msgid, auto_comments=comments, context=context)
    return texts


def translated() -> Catalog:
    """Read the catalogue, an empty one when there is none yet."""
    if not FILE.exists():
        return Catalog(locale=LOCALE, project="bangfu")
    with FILE.open("rb") as file:
        return read_po(file, locale=LOCALE, abort_invalid=True)


def messages(catalogue: Catalog) -> dict[str | tuple[str, ...], Message]:
    """List a catalogue's texts by msgid, without its header."""
    return {_key(message): message for message in catalogue if message.id}


def words(message: Message) -> list[str]:
    """List a text's translation, or all its plurals; an empty one stands for none."""
    return [message.string] if isinstance(message.string, str) else list(message.string or [""])


def is_translated(message: Message) -> bool:
    """Tell whether a text and all its plurals have words a person has approved."""
    return all(words(message)) and not message.fuzzy


def update() -> list[str]:
    """Write the catalogue anew and return the texts that are still to be translated."""
    known, catalogue = messages(translated()), used()
    for key, message in messages(catalogue).items():
        if key in known:
            message.string, message.flags = known[key].string, known[key].flags
            message.user_comments = known[key].user_comments
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_bytes(HEADER.encode() + _body(catalogue))
    return sorted(str(key) for key, m in messages(catalogue).items() if not is_translated(m))


def _body(catalogue: Catalog) -> bytes:
    """Write the texts by msgid, without line numbers and dates: a diff shows words only."""
    body = BytesIO()
    write_po(body, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    return body.getvalue()


def _key(message: Message) -> str | tuple[str, ...]:
    return message.id if isinstance(message.id, str) else tuple(message.id)


if __name__ == "__main__":
    for text in (missing := update()):
        print(f"not translated: {text}")
    print(f"{len(missing)} to translate in {FILE.relative_to(ROOT)}")
