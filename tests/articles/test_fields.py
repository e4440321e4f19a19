"""What front matter says is taken as categories, tags, names and addresses, or not at all."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.fields import (
    author_of,
    categories_of,
    cover_of,
    identity_of,
    is_draft,
    language_of,
    tags_of,
    url_of,
)

if TYPE_CHECKING:
    from reader.articles.value import Value

UUID = "123e4567-e89b-12d3-a456-426614174000"


@pytest.mark.parametrize(
    ("value", "paths"),
    [
        (["新媒体", "鸟类", "首页"], (("新媒体", "鸟类", "首页"),)),
        ([["a", "b"], ["c"]], (("a", "b"), ("c",))),
        ([["a", "b"], "c"], (("a", "b"), ("c",))),
        ([["a"], ["a"], []], (("a",),)),
        ("Essays", (("Essays",),)),
        ("Essays, Travel，旅行,", (("Essays",), ("Travel",), ("旅行",))),
        ("a/b", (("a/b",),)),
        (["R&amp;D", " x\ty "], (("R&D", "x y"),)),
        ([2024, 1.5, date(2021, 3, 22)], (("2024", "1.5", "2021-03-22"),)),
        (2024, (("2024",),)),
        ([{"name": "Travel"}], (("Travel",),)),
        (list("abcdefghij"), (tuple("abcdefgh"),)),
        (None, ()),
        ([None], ()),
        ([[None], []], ()),
        ([], ()),
        ("", ()),
        (True, ()),
        ({}, ()),
        pytest.param(10**5000, (), id="huge"),
    ],
)
def test_categories_are_paths(value: Value, paths: tuple[tuple[str, ...], ...]) -> None:
    assert categories_of({"categories": value}) == paths
    assert categories_of({"category": value}) == paths
    assert categories_of({"categories": None, "taxonomies": {"categories": value}}) == paths


def test_front_matter_may_name_no_category() -> None:
    assert categories_of({}) == ()
    assert categories_of({"taxonomies": "x"}) == ()


@pytest.mark.parametrize(
    ("value", "tags"),
    [
        (["snow", "ice", "snow"], ("snow", "ice")),
        ("snow, ice", ("snow", "ice")),
        ("snow and ice", ("snow and ice",)),
        ([2024, 3.1, date(2021, 3, 22), None, True, ""], ("2024", "3.1", "2021-03-22")),
        ([datetime(2021, 3, 22, 8, tzinfo=UTC)], ("2021-03-22T08:00:00+00:00",)),
        (404, ("404",)),
        (None, ()),
        ([["a"]], ()),
    ],
)
def test_tags_are_texts(value: Value, tags: tuple[str, ...]) -> None:
    assert tags_of({"tags": value}) == tags
    assert tags_of({"taxonomies": {"tags": value}}) == tags


@pytest.mark.parametrize(
    ("value", "author"),
    [
        ("鸟哥笔记", "鸟哥笔记"),
        ("Ada &amp; Bob", "Ada & Bob"),
        ("Ada Byron <ada@example.org>", "Ada Byron"),
        ({"name": "Ada", "email": "ada@example.org"}, "Ada"),
        ({"name": None, "email": "ada@example.org"}, "ada@example.org"),
        (["Ada", {"name": "Bob"}, None, "Ada"], "Ada, Bob"),
        ("", None),
        (None, None),
        (7, None),
        (True, None),
        ([], None),
        ({}, None),
        ({"name": {"name": "Ada"}}, None),
    ],
)
def test_an_author_is_a_name(value: Value, author: str | None) -> None:
    assert author_of({"author": value}) == author
    assert author_of({"authors": value}) == author


@pytest.mark.parametrize(
    ("value", "cover"),
    [
        ("https://example.org/a.png", "https://example.org/a.png"),
        ("//example.org/a.png?x=1&amp;y=2", "//example.org/a.png?x=1&y=2"),
        ("/img/a.png", "/img/a.png"),
        ("雪 夜.jpg", "雪 夜.jpg"),
        ({"src": "/img/a.png"}, "/img/a.png"),
        ({"url": None, "path": "/img/a.png"}, "/img/a.png"),
        ([None, "/img/a.png"], "/img/a.png"),
        ("https://picsum.photos/id/10/400/300", "https://picsum.photos/id/10/400/300"),
        ("https://picsum.photos/400/300?random=4232", None),
        ("https://source.unsplash.com/random/800x600", None),
        ("https://example.org/undefined", None),
        ("undefined", None),
        ("null", None),
        ("", None),
        (None, None),
        (True, None),
        (3, None),
        ("data:image/png;base64,AAAA", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("C:\\cover.png", None),
        ("/" + "x" * 10_000, None),
        ({"src": {"src": "/a.png"}}, None),
    ],
)
def test_a_cover_is_the_address_of_a_picture(value: Value, cover: str | None) -> None:
    for key in ("headimg", "thumbnail", "cover", "image", "featured_image"):
        assert cover_of({key: value}) == cover


def test_the_next_name_is_asked_for_the_cover() -> None:
    assert cover_of({"headimg": "", "cover": "https://picsum.photos/4/3", "image": "/a.png"}) == "/a.png"


def test_a_cover_is_absolute_where_the_article_is_known_to_be() -> None:
    assert cover_of({"cover": "../a.png"}, "https://example.org/2021/x/") == "https://example.org/2021/a.png"
    assert cover_of({"cover": "//example.net/a.png"}, "https://example.org/") == "https://example.net/a.png"
    assert cover_of({"cover": "http://[broken/a.png"}, "https://example.org/") is None


@pytest.mark.parametrize("key", ["url", "link", "permalink", "original"])
def test_a_url_is_absolute(key: str) -> None:
    assert url_of({key: " https://example.org/雪?a=1&amp;b=2 "}) == "https://example.org/雪?a=1&b=2"
    assert url_of({key: "HTTP://EXAMPLE.ORG"}) == "HTTP://EXAMPLE.ORG"


@pytest.mark.parametrize(
    "value",
    [
        "/2021/x",
        "example.org",
        "ftp://example.org",
        "javascript:alert(1)",
        "https://a b",
        "",
        None,
        1,
        True,
        [],
        "https:x",
    ],
)
def test_what_no_browser_should_open_is_no_url(value: Value) -> None:
    assert url_of({"url": value}) is None
    assert url_of({"url": value, "link": "https://example.org"}) == "https://example.org"


@pytest.mark.parametrize(
    ("value", "language"),
    [
        ("zh-CN", "zh-CN"),
        ("zh_cn", "zh-CN"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("EN", "en"),
        ("es-419", "es-419"),
        ("de_DE.UTF-8", "de-DE"),
        ("english", None),
        ("中文", None),
        ("", None),
        (None, None),
        (False, None),
    ],
)
def test_a_language_is_a_tag(value: Value, language: str | None) -> None:
    for key in ("lang", "language", "locale"):
        assert language_of({key: value}) == language


@pytest.mark.parametrize("head", [{"draft": True}, {"draft": "true"}, {"published": False}, {"published": " False"}])
def test_a_draft_is_marked(head: dict[str, Value]) -> None:
    assert is_draft(head)


@pytest.mark.parametrize(
    "head",
    [{}, {"draft": False}, {"draft": "no"}, {"published": True}, {"published": date(2021, 3, 22)}, {"draft": None}],
)
def test_other_articles_are_published(head: dict[str, Value]) -> None:
    assert not is_draft(head)


@pytest.mark.parametrize(
    "key", ["https://example.org/?p=12", "urn:isbn:0451450523", "tag:example.org,2021:x", UUID, UUID.upper()]
)
def test_a_globally_unique_key_is_the_identity(key: str) -> None:
    assert identity_of({"guid": key}, "https://example.org/x", "Title", "/a.md") == f"guid:{key}"
    assert identity_of({"guid": 1, "id": key}, None, "Title", "/a.md") == f"guid:{key}"


@pytest.mark.parametrize("key", ["12", "post-12", 12, None, "", "urn:", "https://example.org/" + "x" * 5000])
def test_the_address_comes_before_other_keys(key: Value) -> None:
    assert identity_of({"id": key}, "https://example.org/x", "Title", "/a.md") == "url:https://example.org/x"


@pytest.mark.parametrize(
    ("head", "identity"),
    [
        ({"id": 12, "date": "2014-12-25"}, "id:12 | 2014-12-25 | Title"),
        ({"guid": "post-12", "date": date(2014, 12, 25)}, "id:post-12 | 2014-12-25 | Title"),
        (
            {"permalink": "/archives/x/", "pubdate": "Thu, 25 Dec 2014 08:00 GMT"},
            "id:/archives/x/ | 2014-12-25 | Title",
        ),
        ({"id": 12, "date": datetime(2014, 12, 25, 8)}, "id:12 | 2014-12-25 | Title"),
        ({"id": 12, "date": "2014-12-25T23:30:00-08:00"}, "id:12 | 2014-12-25 | Title"),
        ({"id": 12, "date": "0000-00-00", "created": 20141225}, "id:12 | 2014-12-25 | Title"),
        ({"id": 12, "date": "Invalid Date"}, "id:12 | Title"),
        ({"url": "/x/"}, "id:/x/ | Title"),
        ({"id": 12, "guid": "x", "permalink": "/x/"}, "id:x | Title"),
        ({"id": " ", "permalink": "/x/"}, "id:/x/ | Title"),
    ],
)
def test_a_key_of_one_site_counts_with_date_and_title(head: dict[str, Value], identity: str) -> None:
    assert identity_of(head, None, "Title", "/a.md") == identity


@pytest.mark.parametrize("key", [None, "", True, [12], {"is": 12}, 1 << 200])
def test_what_is_no_key_leaves_the_file(key: Value) -> None:
    assert identity_of({"id": key, "permalink": key}, None, "Title", "/a.md") == "file:/a.md"


def test_a_key_of_one_site_says_nothing_without_a_title() -> None:
    assert identity_of({"id": 1, "date": "2014-12-25"}, None, None, "/a.md") == "file:/a.md"


def test_the_file_is_the_last_identity() -> None:
    file = Path("folder", "caf\udce9 'x' .md").absolute()
    name = file.as_posix().replace("\udce9", r"\udce9")
    assert identity_of({}, None, "Title", str(file)) == f"file:{name}"


HOSTILE = st.text(st.one_of(st.characters(codec=None), st.sampled_from("\x1b\x9b[]&#;/:.,\u202e\n http")))
SCALARS = st.one_of(HOSTILE, st.integers(), st.floats(), st.booleans(), st.none(), st.dates(), st.datetimes())
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.sampled_from(["name", "src", "url", "email"]), inner)),
    max_leaves=12,
)
KEYS = st.sampled_from(
    [
        "categories",
        "category",
        "taxonomies",
        "tags",
        "author",
        "authors",
        "cover",
        "image",
        "url",
        "link",
        "lang",
        "draft",
        "published",
        "guid",
        "id",
        "permalink",
        "date",
    ]
)


@given(st.dictionaries(KEYS, VALUES))
def test_any_front_matter_gives_clean_fields(head: dict[str, Value]) -> None:
    url = url_of(head)
    paths = categories_of(head)
    texts = [
        *(name for path in paths for name in path),
        *tags_of(head),
        author_of(head),
        cover_of(head, url),
        url,
        language_of(head),
        identity_of(head, url, "Title", "/a.md"),
    ]
    assert all(paths)
    assert isinstance(is_draft(head), bool)
    for text in filter(None, texts):
        assert len(text) <= 4096
        for character in text:
            assert unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}
            assert character not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
