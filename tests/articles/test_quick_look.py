"""A quick look says what reading says, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.article_file import read_source
from reader.articles.plain_text import plain_text
from reader.articles.quick_look import look_quickly
from reader.domain.folding import fold
from reader.domain.search_match import stands_in

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "\n---\ntitle: 海\n---\n\n"
PIECES = st.sampled_from(
    [
        "人",
        "工",
        "智",
        "人工",
        "\uf9fd",
        "\u2f08",
        "A",
        "a\u0301",
        "\u0301",
        "ａ",
        "i",
        "b",
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<br>",
        "\n",
        " ",
        "\n\n",
        "<",
        ">",
        "&amp;",
        "&#20154;",
        "&nbsp;",
        "\u200b",
        "\xad",
        "<!-- 人工 -->",
        "<script>",
        "*",
        "**",
        "`",
        "[人](工)",
        "{% 人 %}",
        "<i title='工人'>",
        "- ",
        "> ",
        "# ",
        "|",
        "_",
        "\\",
        "~~",
        "1. ",
        "```",
        "---\n",
        "\ufe00",
        "\u3099",
        "\r\n",
        "\x1b[31m",
        "\x1b]0;",
        "\x9d",
        "\x07",
        "~~~",
        "!!! ",
        "::: ",
        "{{< a",
        ">}}",
        "{: 工}",
        '<img alt="人工">',
        "<img alt=A title='智人 工'>",
        '<IMG class="emoji" alt="人&amp;">',
        "<img class=icon alt='人\n工 aaaaaaaaaaaaa'>",
        "<http://a.人>",
        "<i@a.b>",
        "[^a]:",
    ]
)


def held(folder: Path, body: str, characters: str) -> tuple[bool | None, bool]:
    file = folder / "one.md"
    file.write_bytes((HEAD + body).encode())
    source = read_source(file, root=folder)
    truth = stands_in(characters, fold(plain_text(source.text, source.markup)))
    return look_quickly(file.read_bytes(), characters), truth


@given(
    body=st.lists(PIECES, max_size=12).map("".join),
    characters=st.sampled_from(["人", "人工", "工智", "人工智", "ai", "a人", "a b"]),
)
def test_a_quick_look_is_never_wrong(tmp_path_factory: pytest.TempPathFactory, body: str, characters: str) -> None:
    quick, truth = held(tmp_path_factory.mktemp("quick"), f"<p>{body}", characters)
    assert quick in (None, truth)


@pytest.mark.parametrize(
    ("body", "is_held"),
    [
        ("<p>是人工的</p>", True),
        ("<p>人</p><p>工</p>", None),
        ("<p>人类</p>", False),
        ("<p title='人工'>人类</p>", False),
        ("<p><img alt='人工'></p>", True),
        ("<p>人类<img alt='智能'></p>", False),
    ],
)
def test_a_quick_look_tells_most(tmp_path: Path, body: str, is_held: bool | None) -> None:
    assert held(tmp_path, body, "人工")[0] is is_held
