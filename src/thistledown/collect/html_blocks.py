"""A page as blocks of text in reading order, each run knowing its place, and a lean copy of the markup."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

from thistledown.collect.decoded import Decoded
from thistledown.collect.html_tokens import Token, attributes_of, tokens
from thistledown.collect.html_zones import hidden_by, zone_of
from thistledown.collect.weave import Weaver


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


VOID = _names("area base br col embed hr img input link meta param source track wbr basefont bgsound")
DROPPED = _names(
    "script style noscript template svg math iframe object canvas audio video select textarea button input "
    "datalist noembed noframes head title map dialog applet frameset"
)
BLOCKS = _names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav "
    "ol optgroup option p pre section summary table tbody td tfoot th thead tr ul xmp"
)
_CLOSES_P = BLOCKS - {"option", "optgroup", "html", "body", "td", "th", "tr", "tbody", "thead", "tfoot"}
_SIBLINGS: dict[str, frozenset[str]] = {
    "li": frozenset({"li"}),
    "dd": frozenset({"dd", "dt"}),
    "dt": frozenset({"dd", "dt"}),
    "option": frozenset({"option"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "tr": frozenset({"td", "th", "tr"}),
}
_WALLS: dict[str, frozenset[str]] = {
    "li": frozenset({"ul", "ol", "menu", "dir"}),
    "dd": frozenset({"dl"}),
    "dt": frozenset({"dl"}),
}
_TABLE = frozenset({"table", "td", "th", "caption"})
_ROWS = frozenset({"td", "th", "tr", "tbody", "thead", "tfoot", "table", "body", "html", "caption"})
_FOLDED = re.compile(
    r"[ \t\n\r\f]{2,}|[\t\n\r\f]|&(?:#[0-9]{1,9};?|#[xX][0-9a-fA-F]{1,8};?|[A-Za-z][A-Za-z0-9]{1,31};?)"
)
_DEPTH_KEPT = 300
_ATTRIBUTES_KEPT = ("id", "class", "role", "itemprop", "itemtype")
MARK = "\ue000"
_DIGITS = "".join(map(chr, range(0xE001, 0xE041)))
_PRIVATE = re.compile("[\ue000-\ue040]")
_MARKS = re.compile("\ue000([\ue001-\ue040]+)")


@dataclass(slots=True, eq=False)
class Block:
    """A paragraph, heading, list item or table cell.

    Attributes:
        kind: the element that holds it ("p", "h2", "li", "td", "div"…).
        zone: which part of the page it lies in: "" for the body, else "nav", "header", "footer", "aside",
            "form", "teaser" or "chrome".
        start: where it begins in the page, in code points.
        joint: what separates it from the block before.
        pieces: runs in order; (None, start, end) is kept as it is, (text, start, end) stands for the stretch.
        size: characters that are not white space alone.
        link_size: how many of them lie in links.
        links: addresses as written.
    """

    kind: str
    zone: str
    start: int
    joint: str = "\n\n"
    pieces: list[tuple[str | None, int, int]] = field(default_factory=list)
    size: int = 0
    link_size: int = 0
    links: list[str] = field(default_factory=list)

    def words(self, source: Decoded) -> str:
        """The block's text."""
        return "".join(source.text[a:b] if kept is None else kept for kept, a, b in self.pieces)

    def weave(self, weaver: Weaver, source: Decoded) -> None:
        """Append the block to a clean text."""
        if weaver.length:
            weaver.insert(self.joint)
        for text, start, end in self.pieces:
            if text is None:
                weaver.keep(source, start, end)
            else:
                weaver.stand(text, source, start, end)


class _Open(NamedTuple):
    """An open element and what it means for the text inside."""

    name: str
    hidden: bool
    zone: str
    preserved: bool
    linked: bool
    emitted: bool


@dataclass(slots=True, eq=False)
class Blocks:
    """What one pass over a page gives.

    Attributes:
        blocks: in reading order, none empty.
        runs: for each marked run of text, its block and its size.
        lean: the markup without scripts, hidden parts and most attributes, each run of text led by a mark.
        deepest: how deep elements nest.
    """

    blocks: list[Block]
    runs: list[tuple[Block, int]]
    lean: str
    deepest: int


def read_blocks(source: Decoded, watch: Callable[[Token, dict[str, str]], None] | None = None) -> Blocks:
    """Cut a page into blocks.

    Args:
        source: the decoded page.
        watch: is shown every start tag with its attributes, and every raw text (title, script).
    """
    builder = _Builder(source, watch)
    for token in tokens(source.text):
        builder.take(token)
    builder.close_block()
    return Blocks(builder.blocks, builder.runs, "".join(builder.lean), builder.deepest)


def marked_runs(text: str) -> list[int]:
    """The numbers of the runs whose marks are left in a text."""
    found = []
    for match in _MARKS.finditer(text):
        number = 0
        for digit in match[1]:
            number = number * 64 + ord(digit) - 0xE001
        found.append(number)
    return found


def _mark(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 64)
        digits = _DIGITS[digit] + digits
    return MARK + digits


class _Builder:
    """The state of one pass: open elements, the block being filled, what was made so far."""

    def __init__(self, source: Decoded, watch: Callable[[Token, dict[str, str]], None] | None) -> None:
        self._source = source
        self._text = source.text
        self._watch = watch
        self._stack: list[_Open] = []
        self._count: Counter[str] = Counter()
        self._top = _Open("", False, "", False, False, False)
        self._block: Block | None = None
        self._spaced = True
        self._joint = "\n\n"
        self._in_row = False
        self.blocks: list[Block] = []
        self.runs: list[tuple[Block, int]] = []
        self.lean: list[str] = []
        self.deepest = 0

    def take(self, token: Token) -> None:
        """Take the next token."""
        if token.kind == "text":
            if not self._top.hidden:
                self._take_text(token.start, token.end)
        elif token.kind == "start":
            self._start(token)
        elif token.kind == "end":
            self._end(token.name)
        elif self._watch is not None:
            self._watch(token, {})

    # Elements

    def _start(self, token: Token) -> None:
        name = token.name
        attributes = attributes_of(token.attributes) if len(token.attributes) > 3 else {}
        if self._watch is not None:
            self._watch(token, attributes)
        if name == "br" and not self._top.hidden:
            self._line_break(token)
        if name in BLOCKS:
            self.close_block()
        self._close_implied(name)
        if name == "body" and self._top.name == "head":
            self._pop()
        if name in {"td", "th"}:
            self._joint = "\t" if self._in_row else "\n"
            self._in_row = True
        elif name == "tr":
            self._in_row = False
        elif name in BLOCKS:
            self._joint = "\n\n"
        if name == "a" and "href" in attributes and not self._top.hidden:
            self._link(attributes["href"], token.start)
        if name in VOID:
            return
        top = self._top
        hidden = top.hidden or name in DROPPED or (bool(attributes) and hidden_by(attributes))
        zone = top.zone or zone_of(name, attributes, inside=self._count)
        emitted = not hidden and len(self._stack) < _DEPTH_KEPT
        if emitted:
            self.lean.append(_lean_tag(name, attributes))
        self._push(
            _Open(
                name,
                hidden,
                zone,
                top.preserved or name in {"pre", "xmp"},
                top.linked or name == "a",
                emitted,
            )
        )

    def _close_implied(self, name: str) -> None:
        """Close what this start tag closes without saying so: a paragraph, the list item before."""
        if name in _CLOSES_P and self._count["p"]:
            self._close_up_to(frozenset({"p"}), _TABLE | {"button"})
        siblings = _SIBLINGS.get(name)
        if siblings and any(self._count[sibling] for sibling in siblings):
            self._close_up_to(siblings, _WALLS.get(name, frozenset({"table"})) | {"body"})
        elif name == "a" and self._count["a"]:
            self._close_up_to(frozenset({"a"}), _TABLE)

    def _close_up_to(self, names: frozenset[str], walls: frozenset[str]) -> None:
        for depth in range(len(self._stack) - 1, max(-1, len(self._stack) - 60), -1):
            if self._stack[depth].name in names:
                while len(self._stack) > depth:
                    self._pop()
                return
            if self._stack[depth].name in walls:
                return

    def _end(self, name: str) -> None:
        if name in BLOCKS:
            self.close_block()
            self._joint = "\n\n"
        if not self._count[name] or name in {"html", "body"}:
            return
        walls = frozenset({"table"}) if name in _ROWS else _TABLE
        for depth in range(len(self._stack) - 1, -1, -1):
            open_name = self._stack[depth].name
            if open_name == name:
                while len(self._stack) > depth:
                    self._pop()
                return
            if open_name in walls or (name not in BLOCKS and name not in DROPPED and open_name in BLOCKS):
                return

    def _push(self, element: _Open) -> None:
        self._stack.append(element)
        self._count[element.name] += 1
        self._top = element
        self.deepest = max(self.deepest, len(self._stack))

    def _pop(self) -> None:
        element = self._stack.pop()
        self._count[element.name] -= 1
        if element.emitted:
            self.lean.append(f"</{element.name}>")
        self._top = self._stack[-1] if self._stack else _Open("", False, "", False, False, False)

    # Text

    def _current(self, start: int) -> Block:
        if self._block is None:
            kind = next((e.name for e in reversed(self._stack[-40:]) if e.name in BLOCKS), "body")
            self._block = Block(kind, self._top.zone, start, self._joint)
            self._joint = "\n\n"
            self._spaced = True
        return self._block

    def _take_text(self, start: int, end: int) -> None:
        text = self._text
        if text[start:end].isspace():
            if self._top.preserved and self._block is not None:
                self._block.pieces.append((None, start, end))
            elif self._block is not None:
                self._space(self._block, start, end)
            return
        block = self._current(start)
        before = len(block.pieces)
        self._fold(block, start, end)
        size = sum(b - a if kept is None else len(kept.strip()) for kept, a, b in block.pieces[before:])
        block.size += size
        block.link_size += size if self._top.linked else 0
        self.lean.append(_mark(len(self.runs)))
        self.lean.append(_PRIVATE.sub("", text[start:end]).replace("<", "&lt;"))
        self.runs.append((block, size))

    def _fold(self, block: Block, start: int, end: int) -> None:
        text, at = self._text, start
        for match in _FOLDED.finditer(text, start, end):
            self._keep(block, at, match.start())
            at = match.end()
            if match[0][0] != "&":
                if self._top.preserved:
                    self._preserve(block, match.start(), at)
                else:
                    self._space(block, match.start(), at)
                continue
            stands = unescape(match[0])
            if stands in {" ", "\n", "\t", "\r", "\f"}:
                self._space(block, match.start(), at)
            elif stands == match[0]:
                self._keep(block, match.start(), at)
            else:
                block.pieces.append((stands, match.start(), at))
                self._spaced = False
        self._keep(block, at, end)

    def _keep(self, block: Block, start: int, end: int) -> None:
        if start < end and self._spaced and self._text[start] == " " and not self._top.preserved:
            start += 1
        if start < end:
            block.pieces.append((None, start, end))
            self._spaced = self._text[end - 1] == " "

    def _preserve(self, block: Block, start: int, end: int) -> None:
        """White space in preformatted text: kept, but a carriage return is part of its line end."""
        for match in re.finditer(r"\r\n?|\f|[ \t\n]+", self._text[start:end]):
            a, b = start + match.start(), start + match.end()
            block.pieces.append(("\n", a, b) if match[0][0] in "\r\f" else (None, a, b))

    def _space(self, block: Block, start: int, end: int) -> None:
        if not self._spaced:
            block.pieces.append((" ", start, end))
            self._spaced = True

    def _line_break(self, token: Token) -> None:
        block = self._block
        self.lean.append("<br>")
        if block is None or not block.size:
            return
        self._trim(block)
        if block.pieces and block.pieces[-1][0] == "\n":
            self.close_block()
            return
        block.pieces.append(("\n", token.start, token.end))
        self._spaced = True

    def _link(self, address: str, start: int) -> None:
        self._current(start).links.append(address)

    def _trim(self, block: Block) -> None:
        while block.pieces:
            kept, start, _ = block.pieces[-1]
            words = self._words_of(block.pieces[-1]).rstrip(" \t\r\n\f")
            if kept is None and words:
                block.pieces[-1] = (None, start, start + len(words))
                return
            if words or kept == "\n":
                return
            block.pieces.pop()

    def _words_of(self, piece: tuple[str | None, int, int]) -> str:
        kept, start, end = piece
        return self._text[start:end] if kept is None else kept

    def close_block(self) -> None:
        """End the block being filled; one without words is thrown away."""
        block, self._block = self._block, None
        if block is None:
            return
        self._trim(block)
        while block.pieces and block.pieces[-1][0] == "\n":
            block.pieces.pop()
            self._trim(block)
        while block.pieces and not self._words_of(block.pieces[0]).strip(" \t\r\n\f"):
            block.pieces.pop(0)
        if block.size and block.words(self._source).strip():
            self.blocks.append(block)


def _lean_tag(name: str, attributes: dict[str, str]) -> str:
    kept = "".join(
        f' {key}="{attributes[key][:200].replace(chr(34), "").replace("&", "&amp;")}"'
        for key in _ATTRIBUTES_KEPT
        if key in attributes
    )
    return f"<{name}{kept}>"
