"""What the keys do, read from the live bindings: for the footer, the help and the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding, BindingsMap, BindingType
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
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "asterisk": "*",
    "less_than_sign": "<",
    "greater_than_sign": ">",
}


SPELT_OUT = 3
"""So many digits are written one by one; more are a range."""


def key_name(key: str) -> str:
    """Return how a key is written for people, by Textual's name for it: `ctrl+r` as `Ctrl+R`."""
    *modifiers, last = key.split("+")
    name = NAMES.get(last, last if len(last) == 1 and not modifiers else last.capitalize())
    return "+".join([*(modifier.capitalize() for modifier in modifiers), name])


class KeyHint(NamedTuple):
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


def key_of(screen: Screen[object], name: str) -> str:
    """Return the key that gives a command now, by the name of the command, as it is shown."""
    return next((hint.keys for hint in commands_of(screen) if hint.id == name), "")


def hints_of(bindings: Iterable[BindingType], keymap: Mapping[str, str]) -> list[KeyHint]:
    """Return what the keys of some bindings do, with every key of each."""
    by_id: dict[str, list[Binding]] = {}
    for binding in _bound(bindings, keymap):
        by_id.setdefault(binding.id or "", []).append(binding)
    return [_hint(same[0], _key_names([binding.key for binding in same])) for same in by_id.values()]


def binding_ids(nodes: Iterable[type[DOMNode]]) -> set[str]:
    """Return the ids by which the keys of `nodes` can be changed."""
    return {binding.id for node in nodes for binding in _bound(node.BINDINGS, {}) if binding.id}


def clashes(nodes: Iterable[type[DOMNode]], keymap: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield what `keymap` gives a key of something else that works at the same time: both ids, and the key.

    `nodes` are where a key is looked for, one after the other. Where two things share a key by default, that is meant.
    """
    usual: dict[str, set[str]] = {}
    for node in nodes:
        for key, binding in BindingsMap(node.BINDINGS):
            usual.setdefault(binding.id or "", set()).add(key)
    now = {name: _keys_in(keymap[name]) if name in keymap else keys for name, keys in usual.items()}
    for name in usual.keys() & keymap.keys():
        for other in usual.keys() - {name}:
            for key in (now[name] & now[other]) - (usual[name] & usual[other]):
                yield name, other, key_name(key)


def _keys_in(text: str) -> set[str]:
    """Return the keys that are written in the settings, by Textual's names for them."""
    return {key for key, _ in BindingsMap([Binding(key, "") for key in text.split(",") if key.strip()])}


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


def _key_names(keys: list[str]) -> str:
    if len(keys) > SPELT_OUT and all(key.isdecimal() for key in keys):
        return f"{keys[0]}-{keys[-1]}"
    return " ".join(map(key_name, keys))


def _bound(bindings: Iterable[BindingType], keymap: Mapping[str, str]) -> Iterator[Binding]:
    usual, bound = BindingsMap(bindings), BindingsMap(bindings)
    bound.apply_keymap(dict(keymap))
    order = {binding.id: place for place, (_, binding) in enumerate(usual)}
    return iter(sorted((binding for _, binding in bound), key=lambda binding: order[binding.id]))
