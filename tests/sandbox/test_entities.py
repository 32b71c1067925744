"""HTML as Telegram reads it, and what it finds in plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.entities import formatted, found, parse_html, utf16
from sandbox.world import ApiError

MARKED = [
    ("plain", "plain", []),
    ("<b>a</b>", "a", [("bold", 0, 1)]),
    ("😀<i>你好</i>", "😀你好", [("italic", 2, 2)]),
    ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
    ("<B>x</B> &lt;&amp;&gt;&quot;&#33;&nbsp;", 'x <&>"!&nbsp;', [("bold", 0, 1)]),
    ("<s>a</s><u>b</u><tg-spoiler>c</tg-spoiler>", "abc",
     [("strikethrough", 0, 1), ("underline", 1, 1), ("spoiler", 2, 1)]),
    ('<span class="tg-spoiler">c</span>', "c", [("spoiler", 0, 1)]),
    ("<pre>x</pre>", "x", [("pre", 0, 1)]),
    ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
    ("<b></b>x", "x", []),
    ("  <b> a </b> ", "a", [("bold", 0, 1)]),
    ("<b>a</>", "a", [("bold", 0, 1)]),
]  # fmt: skip
BROKEN = [
    ("<x>a</x>", 'Unsupported start tag "x" at byte offset 0'),
    ("你<int>", 'Unsupported start tag "int" at byte offset 3'),
    ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
    ("a</b>", "Unexpected end tag at byte offset 1"),
    ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
    ("<b", "Unclosed start tag at byte offset 0"),
    ("<b>a</b  ", "Unclosed end tag at byte offset 4"),
    ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
]


@pytest.mark.parametrize(("source", "text", "entities"), MARKED)
def test_html_becomes_text_and_entities(source, text, entities):
    words, marks = formatted(source, "HTML", None)
    assert words == text
    assert [(mark["type"], mark["offset"], mark["length"]) for mark in marks] == entities


@pytest.mark.parametrize(("source", "words"), BROKEN)
def test_broken_html_is_refused_in_telegrams_words(source, words):
    with pytest.raises(ApiError) as refusal:
        parse_html(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {words}"


def test_links_keep_their_target_and_code_its_language():
    _, marks = formatted('<a href="https://a.cn/?x=1&amp;y=2">甲</a>', "html", None)
    assert marks == [
        {"type": "text_link", "offset": 0, "length": 1, "url": "https://a.cn/?x=1&y=2"}
    ]
    _, marks = formatted('<pre><code class="language-py">x</code></pre>', "HTML", None)
    assert marks == [{"type": "pre", "offset": 0, "length": 1, "language": "py"}]


def test_commands_links_and_mentions_are_found():
    text = "/start@bangfu_bot 见 https://a.cn/x, 找 @wei_xiuying #走访 a/b"
    kinds = [(e["type"], text[e["offset"] : e["offset"] + e["length"]]) for e in found(text)]
    assert kinds[0] == ("bot_command", "/start@bangfu_bot")
    assert ("mention", "@wei_xiuying") in kinds
    assert ("hashtag", "#走访") in kinds
    assert [kind for kind, _ in kinds].count("bot_command") == 1


def test_nothing_is_found_inside_code():
    assert [e["type"] for e in formatted("<code>/start</code>", "HTML", None)[1]] == ["code"]


def test_other_parse_modes_are_not_pretended():
    with pytest.raises(ApiError) as refusal:
        formatted("*a*", "MarkdownV2", None)
    assert refusal.value.code == 501


@given(st.text(alphabet="<>/&;b i=\"'a你😀", max_size=30))
def test_whatever_comes_is_read_or_refused(source):
    try:
        text, marks = parse_html(source)
    except ApiError:
        return
    assert all(mark["offset"] + mark["length"] <= utf16(text) for mark in marks)
