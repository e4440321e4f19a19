"""Tags of site generators around code, as HTML."""

from __future__ import annotations

import html
import re

from reader.domain.article import MarkupKind

CODE = (
    r"\{%-?\s*(?P<tag>highlight|codeblock|code)\b(?P<given>[^%\n]*)-?%\}[ \t]*\n?"
    r"(?P<code>(?>(?:[^{]+|\{(?!%-?\s*(?:end)?(?P=tag)\b))*))\{%-?\s*end(?P=tag)\s*-?%\}"
    r"|\{\{[<%]\s*highlight\b(?P<hugo>[^>%\n]*)[>%]\}\}[ \t]*\n?"
    r"(?P<hugo_code>(?>(?:[^{]+|\{(?!\{[<%]\s*/?\s*highlight\b))*))\{\{[<%]\s*/\s*highlight\s*[>%]\}\}"
    r"|\[(?:(?<=^\[)|(?<=<p>\[)|(?<=<div>\[)|(?<=<br>\[)|(?<=<br/>\[)|(?<=<br />\[))"
    r"(?P<name>code|sourcecode|bash|cpp|csharp|css|html|java|javascript|js|php|python|ruby|shell|sql|xml)"
    r"(?P<wordpress>\s[^\]\[\n]*)?\](?P<wordpress_code>(?>(?:[^\[]+|\[(?!/?(?P=name)[\]\s]))*))\[/(?P=name)\]"
    r"(?=[ \t]*(?:$|</p>|</div>|<br\b))"
)
"""The pattern of all of them, of many lines, each with its name, what is given to it and its code.

What WordPress has in brackets must begin and end a line or a paragraph: elsewhere it may be a word.
"""
_WORD = re.compile(r"(?:lang:)?([A-Za-z0-9#+_-]+)")
_OPTION = re.compile(r"[a-z_]+:(?!//)")
_NAMED_LANGUAGE = re.compile(r"\blang(?:uage)?[:=](?:&\w+;|[^\w\s])*([\w#+-]+)")
_BLOCK = re.compile(r"</?(?:code|pre|h[1-6]|div|[dou]l|li|table|t[dhr]|blockquote|section)\b")
_LINE_END = re.compile(r"(<br\b[^<>]*>\n?)|(</p>\s*<p>)|</?p>")


def write_code(match: re.Match[str], markup: MarkupKind) -> str:
    """Return the code that a match of CODE holds as an element, for a text that is written in `markup`."""
    if match["name"]:
        crosses = markup is MarkupKind.HTML and _BLOCK.search(match["wordpress_code"])
        return match[0] if crosses else _write_wordpress(match, markup)
    if match["tag"] == "codeblock":
        named = _NAMED_LANGUAGE.search(match["given"])
        language, head = named[1] if named else "", _write_head(match["given"])
    else:
        words = [word for word in _WORD.findall(match["given"] or match["hugo"] or "") if word != "lang"]
        language, head = words[0] if words else "", ""
    code = match["hugo_code"] if match["code"] is None else match["code"]
    return head + _write(html.escape(code, quote=False), language)


def _write(code: str, language: str) -> str:
    name = f' class="language-{language}"' if language else ""
    # An empty line ends an HTML block of Markdown, but not one that begins with pre.
    return f"\n<pre><code{name}>\n{code}</code></pre>\n"


def _write_head(given: str) -> str:
    """Return the title and the link that are given to a `codeblock`, between its options."""
    words = [word for word in given.split() if not _OPTION.match(word)]
    place = next((number for number, word in enumerate(words) if "://" in word), len(words))
    title = html.escape(" ".join(words[:place]), quote=False)
    if place < len(words):
        text = html.escape(" ".join(words[place + 1 :]) or words[place], quote=False)
        title += f' <a href="{html.escape(words[place])}">{text}</a>'
    return f"\n\n<p>{title}</p>\n" if title else ""


def _write_wordpress(match: re.Match[str], markup: MarkupKind) -> str:
    """Return the code of WordPress, in which entities may stand; in HTML, its lines may have become paragraphs."""
    named = _NAMED_LANGUAGE.search(match["wordpress"] or "")
    language = named[1] if named else "" if match["name"] in ("code", "sourcecode") else match["name"]
    code = match["wordpress_code"]
    lines = _LINE_END.sub(lambda end: "\n" if end[1] else "\n\n" if end[2] else "", code)
    if markup is not MarkupKind.HTML or lines == code:
        lines = code.replace("<", "&lt;").replace(">", "&gt;")
    return _write(lines.strip("\n"), language)
