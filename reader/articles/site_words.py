"""Tags of site generators that hold words of the text: quotations, titles of what is set apart, links and labels."""

from __future__ import annotations

import html
import re

from reader.articles.site_figures import read_parameters

_QUOTE = re.compile(
    r"\{%\s*(blockquote|quote|pullquote|centerquote|cq)\b([^%\n]*)%\}"
    r"((?>(?:[^{]+|\{(?!%\s*(?:end)?\1\b))*))\{%\s*end\1\s*%\}"
)
_PHRASE = re.compile(r"\{%\s*(link|btn|button|label|post_link)\s([^%\n]{1,500}?)%\}")
_ADDRESS = re.compile(r"(?<![^\s,\"'])(?:https?:/)?/[^\s,\"']*")
_COLOURS = "red|orange|yellow|green|cyan|blue|purple|pink|gr[ae]y|black|white"
_LABEL = re.compile(rf"[a-z]*@(.*)|(.*?\S)(?:\s+(?:default|primary|success|info|warning|danger|{_COLOURS}))?")
_POST = re.compile(r"\S+\s*(.*?)(?:\s+(?:true|false))?")
_FOLD = re.compile(
    r"\{%\s*(tab|folding|hideToggle|details|spoiler)\s([^%\n]{1,500}?)%\}"
    r"|\{\{[<%]\s*([a-z][\w-]*)\s([^{}\n]{1,500}?)/?[>%]\}\}"
)
_OPTION = re.compile(r"(?<!\S)[a-z_]+:\w+")
_DEEPEST_INDENT = 20
_LINE_END = re.compile(r"[ \t]*$", re.MULTILINE)
_TITLED = frozenset({"admonition", "callout", "collapse", "details", "expand", "hint", "notice", "spoiler", "tab"})
"""What may have a title without a name in Hugo."""
ADMONITION = (
    r"^(?:!!!|\?\?\?\+?)[ \t]+(?P<kind>[A-Za-z0-9_-]+)(?:[ \t]+(?:inline|end))*[ \t]*"
    r"(?:\"(?P<title>[^\"\n]*)\")?[ \t]*\n"
    r"(?P<content>(?:(?: {4}|\t)[^\n]*(?:\n|\Z)|[ \t]*\n)+)"
)
"""The pattern of what Python-Markdown sets apart by its indent."""
_INDENT = re.compile(r"^(?: {4}|\t)", re.MULTILINE)
_QUOTED = re.compile(r"\"([^\"]+)\"")
_ALERT = re.compile(r"\[!([A-Za-z]\w*)\](?![(\[:])[+-]?([^\n]*)")
_MARKER = re.compile(r"[-*+]")
_CONTAINER = re.compile(
    r"^( {0,3}):{3,}[ \t]*(?:\{[ \t]*[.#][\w.# \t-]*\}|([\w-]+)(?:[ \t]+(\S[^\n]*))?)?[ \t]*$", re.MULTILINE
)
_NAMED = frozenset({"caution", "danger", "details", "important", "info", "note", "tip", "warning"})
"""Containers whose names a page shows where they have no title."""
_UNNAMED = frozenset({"card", "center", "code-group", "code-tabs", "column", "columns", "container", "tab", "tabs"})
"""Containers whose names a page never shows; any other word behind colons may be one of the text."""
_KIND = re.compile(r"[a-z]+")
_TAB = re.compile(r"<!--\s*tab\s+([^<>%]{1,200}?)(?:@[^<>%]{0,100})?\s*-->")


def tag_tabs(text: str) -> str:
    """Return `text` with the comments that begin a tab in Hexo as the tags of one."""
    return _TAB.sub(r"{% tab \1 %}", text) if "endtab" in text else text


def write_admonition(match: re.Match[str]) -> str:
    """Return what a match of ADMONITION holds, without its indent, below its title."""
    title = match["kind"].capitalize() if match["title"] is None else match["title"]
    content = _INDENT.sub("", match["content"])
    return f"\n**{title}**\n\n{content}" if title else content


def _write_quote(match: re.Match[str]) -> str:
    source = html.escape(match[2].strip(), quote=False)
    source = f"<p>— {source}</p>\n\n" if source else ""
    return f"\n\n<blockquote>\n\n{match[3].strip()}\n\n{source}</blockquote>\n\n"


def _write_phrase(match: re.Match[str]) -> str:
    """Return the text of a link, with its address if that is known, or of a label."""
    name, given = match[1], match[2].strip()
    if name in ("label", "post_link"):
        words = (_LABEL if name == "label" else _POST).fullmatch(given)
        return next(filter(None, words.groups()), "").strip("\"'") if words else ""
    address = _ADDRESS.search(given)
    if not address:
        return ""  # Jekyll's, which is an address itself
    parts = [given[: address.start()], *given[address.end() :].split(",")]
    text = next(filter(None, (part.strip("\"', ") for part in parts)), address[0])
    return f'<a href="{html.escape(address[0])}">{html.escape(text, quote=False)}</a>'


def _write_title(match: re.Match[str]) -> str:
    if match[1]:
        parts = _OPTION.sub("", match[2]).split(",")
        return _write_summary(parts[-1] if match[1] == "folding" else parts[0])
    values, title = read_parameters(match[4]), ""
    if match[3] not in _TITLED and not _is_alone(match):
        return ""
    if match[3] in _TITLED:
        quoted = [] if values else _QUOTED.findall(match[4])
        title = next((text for text in quoted if not _KIND.fullmatch(text)), quoted[-1] if quoted else "")
        title = title or values.get("name") or values.get("header") or ""
    return _write_summary(title or values.get("title") or values.get("summary") or "")


def _is_alone(match: re.Match[str]) -> bool:
    """Return whether nothing else stands in the line of a tag: one within a sentence has a title, such as `abbr`."""
    before = match.string[max(0, match.start() - _DEEPEST_INDENT) : match.start()].rstrip(" \t")
    return before[-1:] in ("", "\n") and _LINE_END.match(match.string, match.end()) is not None


def _write_alert(match: re.Match[str]) -> str:
    """Return the title, or the kind, that begins a quotation, as a paragraph of Markdown."""
    line = match.string[match.string.rfind("\n", 0, match.start()) + 1 : match.start()]
    if ">" not in line or line.strip("> \t-*+") or line.startswith(("    ", "\t")):
        return match[0]
    return f"**{match[2].strip() or match[1].capitalize()}**\n{_MARKER.sub(' ', line)}"


def _write_container(match: re.Match[str]) -> str:
    """Return the title, or the kind, of what is set between lines of colons, as a paragraph of Markdown."""
    name, title = (match[2] or "").lower(), (match[3] or "").strip()
    if name and name not in _NAMED and (title or name not in _UNNAMED):
        return match[0]
    title = title if title.strip(":") else name.capitalize() if name in _NAMED else ""
    return f"\n{match[1]}**{title}**\n" if title else ""


def _write_summary(text: str) -> str:
    return f"<summary>{html.escape(text.strip(), quote=False)}</summary>" if text.strip() else ""


PHRASES = ((_QUOTE, _write_quote), (_PHRASE, _write_phrase))
"""Which tags there are, and what writes each as it may stand where it is."""

MARKDOWN = ((_ALERT, _write_alert), (_CONTAINER, _write_container))
"""Which more there are in Markdown."""

TITLES = ((_FOLD, _write_title),)
"""Which tags there are, and what writes each as a block of HTML, or as nothing."""
