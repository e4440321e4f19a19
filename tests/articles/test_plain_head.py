"""A plain head is read without YAML, and says what YAML would say."""

from __future__ import annotations

from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.articles.plain_head import read_plain
from reader.articles.yaml_head import read_yaml

FEED = """title: '山里的邮局：一封信'
categories:{blank}
 - 生活
 - 慢书房
headimg: "https://example.org/a.png"
author: 慢书房
comments: false
date: Tue, 23 Nov 2021 05:57:00 GMT
updated: 2021-11-23 05:57:00
day: 2021-11-23
thumbnail:
""".format(blank=" ")


def test_a_head_as_feeds_have_it_is_plain() -> None:
    assert read_plain(FEED) == {
        "title": "山里的邮局：一封信",
        "categories": ["生活", "慢书房"],
        "headimg": "https://example.org/a.png",
        "author": "慢书房",
        "comments": False,
        "date": "Tue, 23 Nov 2021 05:57:00 GMT",
        "updated": datetime(2021, 11, 23, 5, 57),
        "day": date(2021, 11, 23),
        "thumbnail": None,
    }


WORDS = (
    "yes No null ~ true OFF y n 2021-03-22 2020-02-30 12:30 0x1F 1e3 .inf 'it''s' |- > # = << a: 'a a'b' '' /a (c) a#b"
)
SCALARS = st.one_of(
    st.sampled_from(
        [*WORDS.split(), "2021-03-22 08:00:00", "2021-03-22 25:00:00", '"a\\n"', "&a b", "*a", "!x y", "[a, b]"]
    ),
    st.sampled_from(["{a: b}", "a: b", "a #b", "- a", "'a' ", '""', "\u3000中", "\xa0x"]),
    st.text(st.sampled_from("aZ中 :#-'\"[]{}&*!|>%@`,?~=<\t.019_\u3000\xa0\x85\u2028\ufeff/("), max_size=8),
    st.text(max_size=6),
)
KEYS = st.one_of(
    st.sampled_from(["title", "date", "yes", "null", "tags", "a-b", "a_1"]), st.text("aé -:", min_size=1, max_size=3)
)
LINES = st.one_of(
    st.builds("{}: {}".format, KEYS, SCALARS),
    st.builds("{}:{}".format, KEYS, SCALARS),
    st.builds("{}:".format, KEYS),
    st.builds("{}- {}".format, st.sampled_from(["", " ", "  "]), SCALARS),
    st.sampled_from(["", "  ", " more", "-", " -", "# note", "...", "--- a"]),
)


@settings(max_examples=400)
@given(st.lists(LINES, max_size=6).map("\n".join))
def test_what_is_plain_is_what_yaml_says(head: str) -> None:
    values = read_plain(head)
    if values is not None:
        assert (values, ()) == read_yaml(head)
        assert list(map(type, values.values())) == list(map(type, read_yaml(head)[0].values()))
