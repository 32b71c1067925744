"""Text as Telegram formats it: HTML with Telegram's errors, and what plain text holds."""

import re
from dataclasses import dataclass, field
from html import unescape

from sandbox.errors import JSON, bad, unsupported

TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote",
    "tg-spoiler": "spoiler", "span": "spoiler", "tg-emoji": "custom_emoji", "tg-time": "date_time",
}  # fmt: skip
CHARACTER = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,8}|#[xX][0-9a-fA-F]{1,8});?")
ATTRIBUTE = re.compile(r"""\s*([^\s=>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+)))?""")
FOUND = (
    ("bot_command", re.compile(r"(?<![\w/@<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?!\w)")),
    ("email", re.compile(r"(?<![\w.+-])[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z0-9_]{3,32}(?!\w)")),
    ("url", re.compile(r"(?:https?://|(?<![\w@.])t\.me/)[^\s<>\"，。；）]+", re.IGNORECASE)),
    ("hashtag", re.compile(r"(?<!\w)#(?=\w*[^\W\d])\w+")),
)
OPAQUE = {"code", "pre", "text_link", "url", "email", "mention"}


def utf16(text: str) -> int:
    """Measure text as Telegram does, in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def formatted(
    text: str, parse_mode: str | None, entities: list[JSON] | None
) -> tuple[str, list[JSON]]:
    """Read a bot's text: its entities given, parsed, or found.

    Raises:
        ApiError: the markup cannot be parsed.
    """
    if parse_mode and parse_mode.lower() != "html":
        known = parse_mode.lower() in {"markdown", "markdownv2"}
        raise unsupported(f"parse_mode {parse_mode}") if known else bad("unsupported parse_mode")
    if parse_mode:
        text, entities = parse_html(text)
    return trimmed(text, _in_order([*(entities or []), *found(text, entities or [])]))


def found(text: str, known: list[JSON] | None = None) -> list[JSON]:
    """Find commands, links, mentions and the like where nothing opaque is marked."""
    taken = [_span(entity) for entity in known or [] if entity["type"] in OPAQUE]
    result: list[JSON] = []
    for kind, pattern in FOUND:
        for match in pattern.finditer(text):
            entity = _entity(kind, utf16(text[: match.start()]), utf16(match.group()))
            start, end = _span(entity)
            if all(end <= left or right <= start for left, right in taken):
                taken.append((start, end))
                result.append(entity)
    return _in_order(result)


def trimmed(text: str, entities: list[JSON]) -> tuple[str, list[JSON]]:
    """Strip blanks at both ends, moving the entities along."""
    lead = utf16(text) - utf16(text.lstrip())
    text = text.strip()
    kept = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, utf16(text))
        if start < end:
            kept.append(entity | {"offset": start, "length": end - start})
    return text, kept


@dataclass
class _Open:
    tag: str
    offset: int
    attributes: dict[str, str]


@dataclass
class _Html:
    source: str
    text: str = ""
    at: int = 0
    length: int = 0
    stack: list[_Open] = field(default_factory=list)
    entities: list[JSON] = field(default_factory=list)

    def fail(self, words: str, rest: str = "", at: int | None = None) -> Exception:
        place = len(self.source[: self.at if at is None else at].encode())
        return bad(f"can't parse entities: {words} at byte offset {place}{rest}")

    def say(self, piece: str) -> None:
        self.text += piece
        self.length += utf16(piece)

    def step(self) -> None:
        if self.source[self.at] == "<":
            self.close() if self.source.startswith("</", self.at) else self.open()
        elif match := CHARACTER.match(self.source, self.at):
            self.say(unescape(match.group()))
            self.at = match.end()
        else:
            end = re.search(r"[<&]", self.source[self.at + 1 :])
            stop = self.at + 1 + end.start() if end else len(self.source)
            self.say(self.source[self.at : stop])
            self.at = stop

    def open(self) -> None:
        name = re.compile(r"<([^\s>]*)").match(self.source, self.at)
        if name is None or name.end() >= len(self.source):
            raise self.fail("Unclosed start tag")
        tag = name.group(1).lower()
        if tag not in TAGS:
            raise self.fail(f'Unsupported start tag "{tag}"')
        attributes, end = self.attributes(tag, name.end())
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self.fail('Tag "span" must have class "tg-spoiler"')
        self.stack.append(_Open(tag, self.length, attributes))
        self.at = end + 1

    def attributes(self, tag: str, at: int) -> tuple[dict[str, str], int]:
        result: dict[str, str] = {}
        while True:
            blank = re.compile(r"\s*").match(self.source, at)
            at = blank.end() if blank else at
            if at >= len(self.source):
                raise self.fail(f'Unclosed start tag "{tag}"')
            if self.source[at] == ">":
                return result, at
            match = ATTRIBUTE.match(self.source, at)
            if match is None or match.end() == at:
                raise self.fail(f'Empty attribute name in the tag "{tag}"')
            result[match.group(1).lower()] = unescape(next(filter(None, match.groups()[1:]), ""))
            at = match.end()

    def close(self) -> None:
        if not self.stack:
            raise self.fail("Unexpected end tag")
        match = re.compile(r"</([^\s>]*)\s*>").match(self.source, self.at)
        if match is None:
            raise self.fail("Unclosed end tag")
        opened, name = self.stack[-1], match.group(1).lower()
        if name not in {"", opened.tag}:
            words = f', expected "</{opened.tag}>", found "</{name}>"'
            raise self.fail("Unmatched end tag", words)
        self.stack.pop()
        self.keep(opened)
        self.at = match.end()

    def keep(self, opened: _Open) -> None:
        entity = _entity(TAGS[opened.tag], opened.offset, self.length - opened.offset)
        if entity["length"] and (entity := _detailed(entity, opened, self.inside(opened))):
            self.entities.append(entity)

    def inside(self, opened: _Open) -> str:
        units = self.text.encode("utf-16-le")[opened.offset * 2 :]
        return units.decode("utf-16-le")


def parse_html(source: str) -> tuple[str, list[JSON]]:
    """Read Telegram's HTML.

    Raises:
        ApiError: with Telegram's words and byte offset.
    """
    reading = _Html(source)
    while reading.at < len(source):
        reading.step()
    if reading.stack:
        tag = reading.stack[-1].tag
        words = f'Can\'t find end tag corresponding to start tag "{tag}"'
        raise bad(f"can't parse entities: {words}")
    return reading.text, _in_order(_merged(reading.entities))


def _detailed(entity: JSON, opened: _Open, inside: str) -> JSON:
    given = opened.attributes
    if opened.tag == "a":
        return _link(entity, given.get("href") or inside)
    if opened.tag == "blockquote" and "expandable" in given:
        return entity | {"type": "expandable_blockquote"}
    if opened.tag == "code" and given.get("class", "").startswith("language-"):
        return entity | {"language": given["class"].removeprefix("language-")}
    if opened.tag == "tg-emoji":
        return entity | {"custom_emoji_id": given.get("emoji-id", "")}
    if opened.tag == "tg-time":
        return entity | {"unix_time": int(given.get("unix", "0"))}
    return entity


def _link(entity: JSON, target: str) -> JSON:
    """Keep a link only when it leads somewhere, as Telegram silently does."""
    if re.match(r"(https?|tg|tel|mailto|ftp):", target, re.IGNORECASE):
        return entity | {"url": target}
    return entity | {"url": f"http://{target}/"} if "." in target else {}


def _merged(entities: list[JSON]) -> list[JSON]:
    """Let a code inside a pre give it its language and vanish; drop a stray language."""
    pres = {_span(entity): entity for entity in entities if entity["type"] == "pre"}
    result = []
    for entity in entities:
        if entity["type"] == "code" and (pre := pres.get(_span(entity))):
            pre.update({name: value for name, value in entity.items() if name == "language"})
            continue
        drop = {"language"} if entity["type"] == "code" else set()
        result.append({name: value for name, value in entity.items() if name not in drop})
    return [
        pres.get(_span(entity), entity) if entity["type"] == "pre" else entity for entity in result
    ]


def _entity(kind: str, offset: int, length: int) -> JSON:
    return {"type": kind, "offset": offset, "length": length}


def _span(entity: JSON) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]


def _in_order(entities: list[JSON]) -> list[JSON]:
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))
