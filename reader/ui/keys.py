"""What the keys do, read from the live bindings: for the footer, the help and the palette."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.binding import Binding, BindingsMap

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
}


def key_name(key: str) -> str:
    """Return how a key is written for people, by Textual's name for it: `ctrl+r` as `Ctrl+R`."""
    *modifiers, last = key.split("+")
    name = NAMES.get(last, last if len(last) == 1 and not modifiers else last.capitalize())
    return "+".join([*(modifier.capitalize() for modifier in modifiers), name])


@dataclass(frozen=True, slots=True)
class KeyHint:
    """One thing that keys do."""

    keys: str
    """As they are shown, such as `↓ j`."""
    description: str
    press: str
    """One of the keys, by Textual's name for it."""
    action: str
    everywhere: bool = False
    """Whether it belongs to the application and not to a screen."""


def footer_hints(screen: Screen[object]) -> list[KeyHint]:
    """Return what the footer shows of the keys that work now, from the focused widget outwards."""
    app = screen.app
    shown: dict[str, KeyHint] = {}
    for node, binding, enabled, _ in screen.active_bindings.values():
        if binding.show and binding.id and enabled and binding.id not in shown:
            key = binding.key_display or key_name(binding.key)
            shown[binding.id] = KeyHint(key, binding.description, binding.key, binding.action, node is app)
    return list(shown.values())


def hints_of(node: type[DOMNode], keymap: Mapping[str, str]) -> list[KeyHint]:
    """Return all that the keys of one widget, screen or application do, with every key of each."""
    by_id: dict[str, list[Binding]] = {}
    for binding in _bindings_of(node, keymap):
        if binding.id:
            by_id.setdefault(binding.id, []).append(binding)
    return [
        KeyHint(
            " ".join(key_name(binding.key) for binding in same),
            same[0].description,
            same[0].key,
            same[0].action,
        )
        for same in by_id.values()
    ]


def commands_of(screen: Screen[object]) -> list[tuple[DOMNode, KeyHint]]:
    """Return everything that a key does now, with the widget that does it."""
    commands: dict[str, tuple[DOMNode, KeyHint]] = {}
    for node, binding, enabled, _ in screen.active_bindings.values():
        if binding.id and enabled and binding.id not in commands:
            commands[binding.id] = (
                node,
                KeyHint(key_name(binding.key), binding.description, binding.key, binding.action),
            )
    return list(commands.values())


def binding_ids(nodes: Iterable[type[DOMNode]]) -> set[str]:
    """Return the ids by which the keys of `nodes` can be changed."""
    return {binding.id for node in nodes for binding in _bindings_of(node, {}) if binding.id}


def _bindings_of(node: type[DOMNode], keymap: Mapping[str, str]) -> Iterator[Binding]:
    bindings = BindingsMap(node.BINDINGS)
    bindings.apply_keymap(dict(keymap))
    return (binding for _, binding in bindings)
