"""Markup cut into tags and text, every piece with its place; nothing here backtracks or recurses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_SPACE = r" \t\n\r\f"
# One attribute: a name, perhaps a value in quotes or bare. Possessive, so hostile input cannot backtrack.
_ATTRIBUTE = (
    rf"(=?[^{_SPACE}/>=]++)"
    rf"(?:[{_SPACE}]*+=[{_SPACE}]*+(?:\"([^\"]*+)\"|'([^']*+)'|([^{_SPACE}>\"'][^{_SPACE}>]*+)|(?=>)))?+"
)
_UNNAMED = _ATTRIBUTE.replace("(=?", "(?:=?").replace('"([^', '"(?:[^').replace("'([^", "'(?:[^")
_UNNAMED = _UNNAMED.replace(f"|([^{_SPACE}>", f"|(?:[^{_SPACE}>")
_TAG = re.compile(rf"<(/?)([A-Za-z][^{_SPACE}/>]*+)((?:[{_SPACE}/]++|{_UNNAMED}|=)*+)>")
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_MOST_ATTRIBUTES = 100

# Elements whose content is no markup: it ends at the matching end tag and nowhere else.
RAW_TEXT = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"))


class Token(NamedTuple):
    """One piece of markup.

    Attributes:
        kind: "text", "start", "end" or "raw" (the content of a script, style, title…).
        start: where the piece begins, in code points of the page.
        end: one past its end.
        name: lower-case element name; of the enclosing element for "raw", "" for text.
        attributes: the attributes as they are written, not taken apart.
    """

    kind: str
    start: int
    end: int
    name: str = ""
    attributes: str = ""


def tokens(text: str) -> Iterator[Token]:
    """Cut markup into tokens; comments, declarations and processing instructions are left out."""
    at = begun = 0
    size = len(text)
    while (opening := text.find("<", at)) >= 0:
        following = text[opening + 1 : opening + 3]
        if _is_name(following[:1]) or (following[:1] == "/" and _is_name(following[1:])):
            tag = _TAG.match(text, opening)
            if begun < opening:
                yield Token("text", begun, opening)
            if tag is None:
                return
            name = tag[2].lower()
            at = begun = tag.end()
            if tag[1]:
                yield Token("end", opening, at, name)
                continue
            yield Token("start", opening, at, name, tag[3])
            if name in RAW_TEXT:
                end = _end_of_raw(text, name, at)
                yield Token("raw", at, end, name)
                at = begun = end
        elif following[:1] in {"!", "?", "/"}:
            if begun < opening:
                yield Token("text", begun, opening)
            at = begun = _end_of_comment(text, opening)
        else:
            at = opening + 1
    if begun < size:
        yield Token("text", begun, size)


def _is_name(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _end_of_comment(text: str, opening: int) -> int:
    if text.startswith("<!--", opening):
        if text.startswith((">", "->"), opening + 4):
            return text.index(">", opening + 4) + 1
        closing = text.find("-->", opening + 4)
        return len(text) if closing < 0 else closing + 3
    closing = text.find(">", opening)
    return len(text) if closing < 0 else closing + 1


_END_OF: dict[str, re.Pattern[str]] = {
    name: re.compile(rf"</{name}(?=[{_SPACE}/>])", re.IGNORECASE) for name in RAW_TEXT
}


def _end_of_raw(text: str, name: str, start: int) -> int:
    found = _END_OF[name].search(text, start)
    return found.start() if found else len(text)


def attributes_of(written: str) -> dict[str, str]:
    """Attributes by lower-case name, references undone; the first of a name counts, as in browsers."""
    found: dict[str, str] = {}
    for number, match in enumerate(_ATTRIBUTES.finditer(written)):
        if number >= _MOST_ATTRIBUTES:
            break
        name, *values = match.groups()
        value = next((value for value in values if value is not None), "")
        found.setdefault(name.lower(), unescape(value) if "&" in value else value)
    return found
