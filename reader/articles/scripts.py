"""Subscripts and superscripts that Unicode has."""

from __future__ import annotations

_RAISED = dict(
    zip("0123456789+-=()/abcdefghijklmnoprstuvwxyz−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾⁄ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ⁻", strict=True)
)
_LOWERED = dict(zip("0123456789+-=()/aehijklmnoprstuvx−", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎⁄ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ₋", strict=True))


def write_raised(text: str) -> str | None:
    """Return `text` in superscript characters, None if one of them is missing."""
    return _write(text, _RAISED)


def write_lowered(text: str) -> str | None:
    """Return `text` in subscript characters, None if one of them is missing."""
    return _write(text, _LOWERED)


def _write(text: str, characters: dict[str, str]) -> str | None:
    written = [characters.get(character, "") for character in text]
    return "".join(written) if all(written) else None
