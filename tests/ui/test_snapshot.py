"""How the text looked comes back as it was, or not at all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.ui.snapshot import Snapshot, read_snapshot, write_snapshot


def test_it_comes_back() -> None:
    style = Style.parse("bold #8db4dc on #15171b link https://example.com/a")
    strip = Strip([Segment("潮水", style), Segment(" plain")])
    snapshot = read_snapshot(write_snapshot(Snapshot("80x24 80 dark", "潮", (strip,))))
    assert snapshot is not None
    assert (snapshot.looks, snapshot.title) == ("80x24 80 dark", "潮")
    assert [(text, str(look)) for text, look, _ in snapshot.strips[0]] == [("潮水", str(style)), (" plain", "none")]


@given(
    st.text()
    | st.sampled_from(["[]", "[1]", '["a","b",[[["x","no such style ["]]]]', '["a","b",[[["\\u001b[2J","bold"]]]]'])
)
def test_anything_else_is_no_snapshot_or_a_harmless_one(text: str) -> None:
    snapshot = read_snapshot(text)
    assert snapshot is None or "\x1b" not in "".join(strip.text for strip in snapshot.strips)
