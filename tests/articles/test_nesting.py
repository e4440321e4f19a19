"""Elements nested without end cost no more than others, and lose no text."""

from __future__ import annotations

import pytest

from reader.articles.html_tree import mend, visible_text
from reader.articles.nesting import DEEPEST, flatten

DEEP = 10 * DEEPEST


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * DEEPEST + "a" + "</div>" * DEEPEST,
        "<p>a<br>" * DEEP,
        "<ul>" + "<li>a" * DEEP + "</ul>",
        "<dl>" + "<dt>a<dd>b" * DEEP + "</dl>",
        "<script>a</script>" * DEEP,
        "<ruby>a<rt>b</ruby>" * DEEP,
    ],
)
def test_what_is_not_too_deep_stays_as_it_is(source: str) -> None:
    assert flatten(source) == source


@pytest.mark.parametrize("tag", ["div", "ul", "rt", "b", "ol type=a"])
def test_tags_below_the_deepest_are_left_out_and_their_text_stays(tag: str) -> None:
    source = f"<{tag}>a" * DEEP + f"</{tag.split()[0]}>" * DEEP + "<p>b</p>"
    flat = flatten(source)
    assert flat.count(f"<{tag}>") == flat.count(f"</{tag.split()[0]}>") == DEEPEST
    assert flat.endswith("<p>b</p>")
    assert visible_text(mend(source)) == "a" * DEEP + "b"


def test_a_script_below_the_deepest_is_not_shown() -> None:
    assert visible_text(mend("<div>" * DEEP + "<script>a</script>b")) == "b"


def test_a_formatting_element_that_ends_closes_no_block() -> None:
    deep = "<a href=x>b<div></a>" * 4000
    flat = flatten(deep)
    assert flat.count("b") == 4000
    assert flat.count("<div") <= DEEPEST


def test_items_that_hold_each_other_without_end_are_left_out_below_the_deepest() -> None:
    flat = flatten("<li>a<dt>b" * DEEP)
    assert flat.count("<li>") == DEEPEST // 2
    assert visible_text(mend(flat)) == "ab" * DEEP
