"""Files with odd bytes, characters and names: each is listed, titled and readable, and its repair is noted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from reader.render.page import page_lines
from reader.render.theme import PLAIN
from tests.library_of import open_library

HEAD = "---\ntitle: 题目\ncategories: [甲, 乙]\ndate: 2021-03-22 08:00:00\n---\n\n"
OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Odd:
    """A file, what its page says, and the place of the problem that is noted, if one is."""

    content: bytes
    says: str
    problem: str | None = None


def utf8(text: str) -> bytes:
    return (HEAD + text).encode()


FILES = {
    "byte order mark": Odd(b"\xef\xbb\xbf" + utf8("雪。"), "雪。"),
    "utf-16": Odd((HEAD + "雪。").encode("utf-16"), "雪。"),
    "crlf": Odd(utf8("雪。\n\n雨。").replace(b"\n", b"\r\n"), "雪。\n\n雨。"),
    "bare cr": Odd(utf8("雪。\n\n雨。").replace(b"\n", b"\r"), "雪。\n\n雨。"),
    "mixed ends": Odd(utf8("雪。\r\n\r\n雨。\r\r风。\n\n云。"), "雪。\n\n雨。\n\n风。\n\n云。"),
    "nul": Odd(utf8("雪\x00人。"), "雪人。"),
    "lone c2": Odd(utf8("雪。") + b"\xc2" + "雨。".encode(), "雪。\ufffd雨。", "encoding"),
    "gb18030": Odd(
        (HEAD + "山里的邮局，每天早上六点开门。").encode("gb18030"), "山里的邮局，每天早上六点开门。", "encoding"
    ),
    "c0 and c1": Odd(utf8("a\x07b \x1b[31mred\x1b[0m \x9b2Jc \x9dd \x85e\x0cf"), "ab red c d e f"),
    "osc": Odd(utf8("a\x1b]0;title\x07b\x1b]8;;https://x.example\x1b\\c\x1b]8;;\x1b\\"), "abc"),
    "entities": Odd(utf8("<p>a&#27;[2Jb&#x9b;5nc&#7;d&#8238;e</p>"), "ab›5ncde"),
    "line separator": Odd(utf8("<p>雪\u2028人</p>"), "雪人"),
    "nbsp": Odd(utf8("<p>10&nbsp;km\u00a0far</p>"), "10 km far"),
    "zero width": Odd(utf8("s\u200bn\u2060o\ufeffw"), "snow"),
    "bidi marks": Odd(utf8("a\u200eb\u200f \u202eevil\u202c \u2067x\u2069"), "ab evil x"),
    "private use": Odd(utf8("a \ue001 \U000f0001 b"), "a \ue001 \U000f0001 b"),
    "zwj emoji": Odd(utf8("<p>\U0001f469\u200d\U0001f4bb 写字</p>"), "\U0001f469\u200d\U0001f4bb 写字"),
    "full-width": Odd(utf8("ＡＢＣ１２３（雪）"), "ＡＢＣ１２３（雪）"),
    "ideographic indent": Odd(utf8("<p>\u3000\u3000雪落无声。</p>"), "雪落无声。"),
    "right to left": Odd(utf8("<p>مرحبا بالعالم</p>"), "مرحبا بالعالم"),
    "thai and lao": Odd(utf8("<p>ประโยคที่ไม่มีช่องว่าง</p><p>ສະບາຍດີ</p>"), "ประโยคที่ไม่มีช่องว่าง\n\nສະບາຍດີ"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_odd_bytes_or_characters_is_listed_and_read(name: str, tmp_path: Path) -> None:
    odd = FILES[name]
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "a.md").write_bytes(odd.content)
    library = open_library(folder, tmp_path)
    row = library.row_of(folder / "a.md")
    assert row is not None
    (listing,) = library.shelf.listings([row])
    assert (listing.title, library.shelf.place_of(row)) == ("题目", ("甲", "乙"))
    page = library.open_article(row)
    text = "\n".join(line.text.rstrip() for line in page_lines(page.article, page.body, width=60, theme=PLAIN))
    assert odd.says in text
    assert not OBEYED.search(text.replace("\n", "")), ascii(text)
    assert [problem.place for problem in page.article.problems] == ([odd.problem] if odd.problem else [])
    library.close()


NAMES = [
    "'single' \"double\".md",
    "100%25 %41.md",
    "snow ⛄\ufe0f \U0001f469\u200d\U0001f4bb.md",
    " .md",
    "-flag.md",
    "[b]x[/b].md",
]


def test_files_with_odd_names_are_listed_and_read(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    names = [*NAMES, *(f"{number}/index.md" for number in range(15))]
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"Words of {name}.", encoding="utf-8")
    library = open_library(folder, tmp_path)
    assert library.shelf.counts().total == len(names)
    ids = set()
    for name in names:
        row = library.row_of(folder / name)
        assert row is not None, name
        page = library.open_article(row)
        ids.add(page.article.id)
        assert page.article.title.strip()
        assert page.article.path == name
    assert len(ids) == len(names)
    library.close()
