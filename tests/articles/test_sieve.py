"""A sieve lets through every file in whose text the words stand, and keeps most others back."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.sieve import forms_of, sieve_of
from reader.domain.folding import fold
from reader.domain.search_match import stands_in
from reader.library.article_text import read_text

LETTERS = ["人", "工", "智", "金", "a", "i", "z", "tm", "fi", "2", "ss", "A", "I"]
OTHER_FORMS = ["\u2f08", "\uf90a", "㈮", "㊎", "ａ", "Ｉ", "ｚ", "ℤ", "𝐳", "🄰", "™", "ﬁ", "ﬃ", "²", "½", "ß", "ſ", "İ"]
ENTITIES = [
    "&amp;",
    "&#20154;",
    "&#x61;",
    "&#97",
    "&zopf;",
    "&Zfr;",
    "&trade;",
    "&filig;",
    "&sup2;",
    "&frac12",
    "&zwj;",
    "&shy",
    "&#173;",
]
MARKUP = [
    *("<p>", "</p>", "<b>", "</b>", "<br>", "<", ">", "<!-- 人工 -->", "<script>", "<i title='工人'>", "<ruby>"),
    *("*", "**", "`", "_", "~~", "\\", "|", "[人](工)", "![a](i)", "[", "](u)", "{% 人 %}", "{: 工}", "{{< x >}}"),
    *(
        '<img alt="人工">',
        "<img alt=a title='z 智'>",
        "<img alt='",
        "'>",
        "<http://a.人>",
        "<z@",
        "a>",
        "[^a]: ",
        "\n[^人]:",
    ),
    *("\n", " ", "\n\n", "\r\n", "\t", "\u3000", "\u2028", "- ", "> ", "# ", "1. ", "```", "---\n", "***\n"),
    *("\u200b", "\xad", "\u0301", "\u3099", "\ufe00", "\ufeff", "\x1b[31m", "\x9b1m", "\x07", "，", "。", "，！", "x"),
]
BODIES = st.lists(st.sampled_from([*LETTERS, *LETTERS, *OTHER_FORMS, *ENTITIES, *MARKUP]), max_size=14).map("".join)
WORDS = st.lists(
    st.sampled_from(["人", "工", "智", "金", "a", "i", "z", "tm", "fi", "2", "ss", "，", " "]), min_size=1, max_size=4
).map("".join)


def lets_through(data: bytes, words: str) -> bool:
    sieve = sieve_of(words)
    return sieve is None or sieve.lets_through(data)


@given(
    body=BODIES,
    words=WORDS,
    name=st.sampled_from(["one.md", "one.html"]),
    encoding=st.sampled_from(["utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"]),
)
def test_what_holds_the_words_gets_through(
    tmp_path_factory: pytest.TempPathFactory, body: str, words: str, name: str, encoding: str
) -> None:
    words = " ".join(fold(words).split())
    file = tmp_path_factory.mktemp("sieve") / name
    file.write_bytes(("---\ntitle: t\n---\n\n" + body).encode(encoding))
    if words and stands_in(words, fold(read_text(file.parent, file.name).text)):
        assert lets_through(file.read_bytes(), words)


@pytest.mark.parametrize(
    ("body", "words", "may"),
    [
        ("<p>人工的</p>", "人工", True),
        ("<p>人，工，人力工</p>", "人工", False),
        ("<b>人</b>工", "人工", True),
        ("人\n工", "人工", True),
        ("人</td><td>的工", "人工", False),
        ("人 <br>**工**", "人工", True),
        ("人[1]工", "人工", True),
        ("&#20154;工", "人工", True),
        ("&#39;人", "人工", False),
        ("\uf90a", "金", True),
        ("Concat，的", "conc", True),
        ("con cat，的", "concat", False),
        ("c<i>O</i>ncat，的", "concat", True),
        ("ｃｏｎｃａｔ", "concat", True),
        ("the sea 的", "sea side", False),
        ("，", "，", True),
    ],
)
def test_most_others_are_kept_back(body: str, words: str, may: bool) -> None:
    assert lets_through(body.encode(), fold(words)) is may


def test_every_other_form_is_known() -> None:
    known = set(chain.from_iterable(map(forms_of, map(chr, chain(range(0x80), range(0x4E00, 0xA000))))))
    for number in chain(range(0x80, 0xD800), range(0xE000, 0x110000)):
        folded = fold(chr(number))
        if folded != chr(number) and any((c.isascii() and c.isalnum()) or "\u4e00" <= c <= "\u9fff" for c in folded):
            assert chr(number) in known, hex(number)
