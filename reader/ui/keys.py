"""What the keys do, read from the live bindings: for the footer, the help and the palette."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.binding import Binding, BindingsMap
from textual.keys import key_to_character

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from textual.dom import DOMNode
    from textual.screen import Screen


NAMES = {
    "space": "Space",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "backspace": "Backspace",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "question_mark": "?",
    "colon": ":",
    "slash": "/",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
}


def key_name(key: str) -> str:
    """Return how a key is written for people, by Textual's name for it: `ctrl+r` as `Ctrl+R`."""
    *modifiers, last = key.split("+")
    name = NAMES.get(last, last if len(last) == 1 and not modifiers else last.capitalize())
    return "+".join([*(modifier.capitalize() for modifier in modifiers), name])


@dataclass(frozen=True, slots=True)
class KeyHint:
    """One thing that keys do."""

    id: str
    keys: str
    """As they are shown, such as `↓ j`."""
    description: str
    """In a word or two."""
    explanation: str
    """In as many words as it takes."""
    press: str
    """One of the keys, by Textual's name for it."""
    action: str
    node: DOMNode | None = None
    """The widget, screen or application that does it, if it is a live one."""


def footer_hints(screen: Screen[object]) -> list[KeyHint]:
    """Return what the footer shows of the keys that work now, from the focused widget outwards."""
    return [hint for hint, binding in _live(screen) if binding.show]


def commands_of(screen: Screen[object]) -> list[KeyHint]:
    """Return everything that a key does now."""
    return [hint for hint, _ in _live(screen)]


def hints_of(node: type[DOMNode], keymap: Mapping[str, str]) -> list[KeyHint]:
    """Return all that the keys of one widget, screen or application do, with every key of each."""
    by_id: dict[str, list[Binding]] = {}
    for binding in _bindings_of(node, keymap):
        by_id.setdefault(binding.id or "", []).append(binding)
    return [_hint(same[0], " ".join(key_name(binding.key) for binding in same)) for same in by_id.values()]


def binding_ids(nodes: Iterable[type[DOMNode]]) -> set[str]:
    """Return the ids by which the keys of `nodes` can be changed."""
    return {binding.id for node in nodes for binding in _bindings_of(node, {}) if binding.id}


def _live(screen: Screen[object]) -> Iterator[tuple[KeyHint, Binding]]:
    """Yield each command that works now once, with the first of its bindings; what types a character is none."""
    seen: set[str] = set()
    focused = screen.focused
    for node, binding, enabled, _ in screen.active_bindings.values():
        if focused is not None and focused.check_consume_key(binding.key, key_to_character(binding.key)):
            continue
        if binding.id and enabled and binding.id not in seen:
            seen.add(binding.id)
            yield _hint(binding, binding.key_display or key_name(binding.key), node), binding


def _hint(binding: Binding, keys: str, node: DOMNode | None = None) -> KeyHint:
    explanation = binding.tooltip or binding.description
    return KeyHint(binding.id or "", keys, binding.description, explanation, binding.key, binding.action, node)


def _bindings_of(node: type[DOMNode], keymap: Mapping[str, str]) -> Iterator[Binding]:
    bindings = BindingsMap(node.BINDINGS)
    bindings.apply_keymap(dict(keymap))
    return (binding for _, binding in bindings)
