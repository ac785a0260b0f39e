"""Which blocks of a page are what it has to say.

resiliparse decides from a lean copy of the markup in which every run of text carries a mark; the marks
left in its answer name our own blocks, so no words have to be found again. Where it keeps too little
(lists, posts, short pages), the body without navigation, footers and forms is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from resiliparse.extract.html2text import extract_plain_text

from thistledown.collect.html_blocks import Block, Blocks, marked_runs

# Measured: resiliparse's time grows with the square of the depth (1.8 s at 10,000 nested elements).
_DEEPEST = 2_000
_LONGEST = 20_000_000
_ENOUGH = 250
_LONG_PARAGRAPH = 120

_TEASER_CUES = (
    "related posts", "related articles", "related:", "read also", "read more",
    "see also", "also read", "more on",
    "recommended", "you may also like", "you might also like", "more from", "most read",
    "lire aussi", "à lire aussi", "sur le même sujet", "articles similaires",
    "lea también", "lee también", "leer también", "te puede interesar", "noticias relacionadas",
    "ver también",
    "читайте также", "читать также", "смотрите также", "материалы по теме", "ранее сообщалось:",
    "читайте також", "дивіться також", "також читайте", "матеріали за темою",
    "leia também", "veja também", "leia mais", "saiba mais", "notícias relacionadas",
    "اقرأ أيضا", "اقرأ أيضاً", "اقرأ المزيد", "إقرأ أيضا", "مواضيع ذات صلة", "شاهد أيضا",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Main:
    """The blocks that are the page's text.

    Attributes:
        blocks: in reading order.
        left_out: teasers of other reports that stand among them or beside them.
        by: who chose: "resiliparse", or "body" where everything but navigation and the like was taken.
    """

    blocks: list[Block]
    left_out: list[Block]
    by: str


def choose_main(page: Blocks, words: dict[int, str]) -> Main:
    """Choose the main blocks.

    Args:
        page: the blocks.
        words: the text of each block, by its index.
    """
    index = {id(block): number for number, block in enumerate(page.blocks)}
    body = [block for block in page.blocks if not block.zone]
    if not body:
        body = [block for block in page.blocks if block.zone not in {"nav", "teaser"}] or page.blocks
    chosen, by = _by_resiliparse(page), "resiliparse"
    if _too_little(chosen, body):
        chosen, by = body, "body"
    kept = _without_teasers(_without_chrome(chosen), words, index)
    return Main(kept, _teasers_beside(kept, page.blocks, chosen), by)


def _by_resiliparse(page: Blocks) -> list[Block]:
    if page.deepest > _DEEPEST or len(page.lean) > _LONGEST:
        return []
    answer = extract_plain_text(
        page.lean,
        preserve_formatting=False,
        main_content=True,
        list_bullets=False,
        alt_texts=False,
        comments=False,
    )
    left: dict[int, int] = defaultdict(int)
    for number in marked_runs(answer):
        if number < len(page.runs):
            block, size = page.runs[number]
            left[id(block)] += size
    return [block for block in page.blocks if left[id(block)] * 2 >= block.size]


def _too_little(chosen: Sequence[Block], body: Sequence[Block]) -> bool:
    size, whole = sum(map(_own, chosen)), sum(map(_own, body))
    if size < _ENOUGH:
        return whole > size
    return _long(body) > 2 * _long(chosen) and whole > 2 * size


def _without_chrome(chosen: Sequence[Block]) -> Sequence[Block]:
    """Leave out share bars, forms and the like, unless they hold so much that their class must mislead."""
    plain = [block for block in chosen if block.zone in {"", "teaser"}]
    return plain if sum(map(_own, plain)) * 5 >= sum(map(_own, chosen)) * 4 else chosen


def _own(block: Block) -> int:
    """Characters outside links; a headline in a link counts a little."""
    return block.size - block.link_size + block.link_size // 4


def _long(blocks: Sequence[Block]) -> int:
    return sum(own for own in map(_own, blocks) if own >= _LONG_PARAGRAPH)


def _without_teasers(chosen: Sequence[Block], words: dict[int, str], index: dict[int, int]) -> list[Block]:
    """Leave out teasers of other reports: marked as such, or led in by a cue and made of links."""
    kept: list[Block] = []
    left_out: list[Block] = []
    after_cue = False
    for block in chosen:
        text = words[index[id(block)]].strip().casefold()
        mostly_link = block.link_size * 10 >= block.size * 6
        cue = text.startswith(_TEASER_CUES)
        short_cue = cue and len(text) <= 40 and block.kind != "td"
        teaser = block.zone == "teaser" or (cue and mostly_link) or short_cue or (after_cue and mostly_link)
        after_cue = teaser and (after_cue or cue)
        (left_out if teaser else kept).append(block)
    if sum(map(_own, kept)) * 3 < sum(map(_own, left_out)) and _with_words(kept) < 2:
        return list(chosen)
    return kept


def _teasers_beside(kept: Sequence[Block], blocks: Sequence[Block], chosen: Sequence[Block]) -> list[Block]:
    stays, stood = {id(block) for block in kept}, {id(block) for block in chosen}
    return [b for b in blocks if id(b) not in stays and (b.zone == "teaser" or id(b) in stood)]


def _with_words(blocks: Sequence[Block]) -> int:
    """How many blocks have words of their own outside links."""
    return sum(1 for block in blocks if block.size > block.link_size)
