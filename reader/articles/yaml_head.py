"""Front matter in YAML, as python-frontmatter reads it, and line by line where that cannot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml
from frontmatter.default_handlers import YAMLHandler

from reader.articles.value import narrow
from reader.domain.article import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml import SafeLoader

    from reader.articles.value import Value, Values
else:
    # The one written in C, where there is one.
    from frontmatter.default_handlers import SafeLoader

_KEY_LINE = re.compile(r"""(["']?)([^\W\d][\w .-]{0,60}?)\1[ ]*:(?!//)[ \t]*(.*)""")
_ITEM = re.compile(r"[ \t]*-(?:[ \t]+(.*))?$")
_MARKED_TITLE = re.compile(r"^title:[ \t]*([&!][^\n]*)$", re.MULTILINE)
_MOST_KEYS = 500
# libyaml composes nodes by recursion in C, without a check: it dies of what is nested deeper than the stack.
_DEEPLY_INDENTED = re.compile(r"^[ \t?:-]{300}", re.MULTILINE)
_MOST_BRACKETS = 500
_LONGEST_SCALAR = 100


class _Loader(SafeLoader):
    """The safe loader, which leaves a scalar as text where it is not what it looks like."""


def _or_text(tag: str) -> None:
    construct = SafeLoader.yaml_constructors[tag]

    def read(loader: _Loader, node: yaml.Node) -> object:
        # A number in base 60 takes time that grows with the square of its length.
        if isinstance(node, yaml.ScalarNode) and len(node.value) > _LONGEST_SCALAR:
            return node.value
        try:
            return construct(loader, node)
        except (ValueError, KeyError, AttributeError, OverflowError):
            return node.value

    _Loader.add_constructor(tag, read)


for _name in ("timestamp", "int", "float", "bool"):
    _or_text(f"tag:yaml.org,2002:{_name}")


def read_yaml(head: str) -> tuple[Values, tuple[Problem, ...]]:
    """Return the values of `head`; each key that YAML cannot read is read as the text that stands there, and noted."""
    try:
        values = _load(head)
    except ValueError:
        return _read_lines(head)
    if values is None:
        return {}, ()
    if isinstance(values, dict):
        # YAML takes the first word for a name of the rest, or for a type.
        if match := _MARKED_TITLE.search(head):
            values["title"] = match[1].strip()
        return values, ()
    return _read_lines(head)


def _load(head: str) -> Value:
    """Return what `head` is in YAML; raises ValueError if it is nothing."""
    if "<<" in head:
        raise ValueError("merge keys multiply")
    if head.count("[") + head.count("{") > _MOST_BRACKETS or _DEEPLY_INDENTED.search(head):
        raise ValueError("may be nested too deeply")
    try:
        return narrow(YAMLHandler().load(head, Loader=_Loader))
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError("not YAML") from error


def _read_lines(head: str) -> tuple[Values, tuple[Problem, ...]]:
    values: Values = {}
    problems = []
    for key, lines in _chunks(head):
        if key in values:
            continue
        if len(values) == _MOST_KEYS:
            break
        try:
            loaded = _load("\n".join(lines))
            if not isinstance(loaded, dict) or key not in loaded:
                raise ValueError("not a key and its value")
            values[key] = loaded[key]
        except ValueError:
            values[key] = _read_raw(lines)
            problems.append(Problem(key, "no valid YAML; read as it stands"))
    return values, tuple(problems)


def _chunks(head: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each key with its line, a blank after the colon, and with the lines below it."""
    key, lines = "", list[str]()
    for line in head.split("\n"):
        if match := _KEY_LINE.fullmatch(line):
            if key:
                yield key, lines
            key, lines = match[2], [f"{match[2]}: {match[3]}"]
        elif key:
            lines.append(line)
    if key:
        yield key, lines


def _read_raw(lines: list[str]) -> Value:
    text = lines[0].partition(": ")[2].strip()
    items = [match[1] or "" for line in lines[1:] if (match := _ITEM.match(line))]
    if text.startswith("[") and text.endswith("]"):
        items = [*text[1:-1].split(","), *items]
    elif text or not items:
        return _unquote(text)
    return [_unquote(item.strip()) for item in items]


def _unquote(text: str) -> str:
    """Return `text` without the quotation marks around it, however many."""
    mark = text[:1]
    if mark not in ("'", '"') or not text.strip(mark):
        return "" if mark in ("'", '"') else text
    front, back = len(text) - len(text.lstrip(mark)), len(text) - len(text.rstrip(mark))
    count = min(front, back) or (front if text.count(mark) == front else 0)
    inner = text[count : len(text) - min(count, back)]
    return inner.replace("\\'", "'").replace('\\"', '"') if mark == '"' else inner.replace("''", "'")
