"""Front matter: where it ends, and what it says, in YAML, TOML or JSON, whole or damaged."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.articles.plain_head import read_plain
from reader.articles.value import narrow
from reader.domain.article import Problem

if TYPE_CHECKING:
    from reader.articles.value import Values

LONGEST = 256 * 1024
"""How many characters of a file may be front matter."""

_START = re.compile(r"[\s\ufeff]*")
# Each begins with a line end: a search for a character is many times faster than one for the start of a line.
_FENCES = {"---": re.compile(r"\n(?:-{3,}|\.{3})[ \t]*(?=\n|\Z)"), "+++": re.compile(r"\n\+{3,}[ \t]*(?=\n|\Z)")}
_FENCE_LINE = re.compile(r"(?:-{3,}|\+{3,})[ \t]*$", re.MULTILINE)
_JSON_START = re.compile(r'\{\s*["}]')
_JSON_PAIR = re.compile(r'^[ \t]*"([\w.-]+)"[ \t]*:(.*)$', re.MULTILINE)
_JSON_END = re.compile(r"^[ \t]*\}[ \t]*$", re.MULTILINE)
_TOML_PAIR = re.compile(r"^([\w-]+)[ \t]*=[ \t]*(.*)$", re.MULTILINE)
_MOST_DOTS = 200
_HEAD_LINE = re.compile(r"[^\W\d][\w .-]{0,60}:(?!//).*|[ \t]+\S.*|-[ \t].*|#.*|[ \t]*")
_KNOWN_KEY = re.compile(r"^(?:title|date|layout|categories|tags)[ ]*:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the head of a file says."""

    values: Values
    body_start: int
    """The index in the text at which the body begins."""
    problems: tuple[Problem, ...] = ()
    closed: bool = True
    """Whether the end was found, or there is no front matter: more text would change nothing."""


def read_front_matter(text: str) -> FrontMatter:
    """Return what the front matter at the start of `text` says; no text makes this raise."""
    text = text[:LONGEST]
    start = _match_start(text)
    fence = text[start : start + 3]
    if fence in _FENCES and (opening := _FENCE_LINE.match(text, start)):
        return _read_fenced(text, fence, opening.end())
    if _JSON_START.match(text, start):
        return _read_json(text, start)
    if _HEAD_LINE.match(text, start) and _KNOWN_KEY.search(text, start):
        return _read_unopened(text, start)
    return FrontMatter({}, 0)


def _match_start(text: str) -> int:
    match = _START.match(text)
    return match.end() if match else 0


def _read_fenced(text: str, fence: str, start: int) -> FrontMatter:
    closing = _FENCES[fence].search(text, start)
    if closing is None:
        return _read_unclosed(text, fence, start)
    head = text[start : closing.start() + 1]
    front = _read_head(head, fence)
    if not front.values and not _is_empty(head):
        # Two rules around a text.
        return FrontMatter({}, 0)
    if front.problems and fence == "---" and _runs_into_text(text, start, closing.start()):
        return _read_unclosed(text, fence, start)
    # A fence that nothing follows may be the start of another line.
    return FrontMatter(front.values, _after_line(text, closing.end()), front.problems, closed=closing.end() < len(text))


def _read_unclosed(text: str, fence: str, start: int) -> FrontMatter:
    end = _end_of_head_lines(text, start)
    front = _read_head(text[start:end], fence)
    if not front.values:
        return FrontMatter({}, 0, closed=False)
    problem = Problem("front matter", "no closing fence")
    return FrontMatter(front.values, end, (problem, *front.problems), closed=False)


def _runs_into_text(text: str, start: int, closing: int) -> bool:
    """Return whether a blank line and then words, without a further key, stand before what looks like a fence."""
    end = _end_of_head_lines(text, start)
    after_blank_line = text[start:end].removesuffix("\n").rstrip(" \t").endswith("\n")
    return end < closing and after_blank_line and not _KNOWN_KEY.search(text, end, closing)


def _read_unopened(text: str, start: int) -> FrontMatter:
    """Read keys that stand before the first fence, as old Hexo has them, or before an opening fence."""
    end = _end_of_head_lines(text, start)
    fence = _FENCES["---"].match(text, end - 1)
    if fence is None:
        return FrontMatter({}, 0, closed=_has_line(text, end))
    head, after = text[start:end], fence.end()
    again = _end_of_head_lines(text, _after_line(text, after))
    closing = _FENCES["---"].match(text, again - 1)
    if closing and _KNOWN_KEY.search(text, after, again):
        head, after = f"{head}\n{text[after:again]}", closing.end()
    if not _KNOWN_KEY.search(head):
        return FrontMatter({}, 0, closed=_has_line(text, again))
    front = _read_head(head, "---")
    problem = Problem("front matter", "no opening fence")
    return FrontMatter(
        front.values, _after_line(text, after), (problem, *front.problems), closed=_has_line(text, again)
    )


def _read_head(head: str, fence: str) -> FrontMatter:
    """Read the values of a head without its fences."""
    if fence == "+++":
        return _read_toml(head)
    values = read_plain(head)
    if values is not None:
        return FrontMatter(values, 0)
    # One file in fifty needs a YAML parser, and the program's first frame none at all.
    from reader.articles.yaml_head import read_yaml

    values, problems = read_yaml(head)
    return FrontMatter(values, 0, problems)


def _read_toml(head: str) -> FrontMatter:
    try:
        return FrontMatter(_narrow_table(_load_toml(head)), 0)
    except (ValueError, RecursionError):
        values: Values = {}
        for key, text in _TOML_PAIR.findall(head):
            try:
                values.setdefault(key, narrow(_load_toml(f"value = {text}")["value"]))
            except (ValueError, RecursionError):
                values.setdefault(key, text.strip().strip("'\""))
        return FrontMatter(values, 0, (Problem("front matter", "no valid TOML; read line by line"),))


def _load_toml(text: str) -> dict[str, object]:
    """Return what `text` is in TOML; raises ValueError if it is nothing."""
    # tomllib goes through a dotted key from its start again for each of its parts.
    if any(line.count(".") > _MOST_DOTS for line in text.split("\n")):
        raise ValueError("may hold a key of too many parts")
    return tomllib.loads(text)


def _read_json(text: str, start: int) -> FrontMatter:
    try:
        parsed, end = json.JSONDecoder(strict=False).raw_decode(text, start)
        return FrontMatter(_narrow_table(parsed), _after_line(text, end))
    except (ValueError, RecursionError):
        closing = _JSON_END.search(text, start)
        if closing is None:
            return FrontMatter({}, 0, closed=False)
        pairs = _JSON_PAIR.findall(text[start : closing.start()])
        values: Values = {key: value.strip().removesuffix(",").rstrip().strip('"') for key, value in pairs}
        if not values:
            return FrontMatter({}, 0)
        problem = Problem("front matter", "no valid JSON; read line by line")
        return FrontMatter(values, _after_line(text, closing.end()), (problem,), closed=False)


def _narrow_table(parsed: object) -> Values:
    values = narrow(parsed)
    if not isinstance(values, dict):
        raise ValueError("front matter is a table")
    return values


def _is_empty(head: str) -> bool:
    return all(not line.strip() or line.lstrip().startswith("#") for line in head.split("\n"))


def _end_of_head_lines(text: str, start: int) -> int:
    """Return where the lines end that could be keys, items or what belongs to them."""
    if start < len(text) and text[start] == "\n":
        start += 1
    while start < len(text):
        match = _HEAD_LINE.match(text, start)
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if match is None or match.end() != end:
            break
        start = end + 1
    return min(start, len(text))


def _has_line(text: str, start: int) -> bool:
    """Return whether the line at `start` is there as a whole."""
    return "\n" in text[start:]


def _after_line(text: str, index: int) -> int:
    """Return where the line after the one at `index` begins, if nothing stands between."""
    end = text.find("\n", index)
    return end + 1 if end >= 0 and not text[index:end].strip() else index
