"""What each character is to the cutting of texts: a table of bits by code point.

The bits say what the expressions in `tokens` and `phrases` would say of a character, so that compiled loops
can cut a text without them.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

WORD = 1  # \w
SPACE = 2  # \s
DIGIT = 4  # \d
APOSTROPHE = 8  # stands between the parts of one word
END = 16  # ends a sentence
CLOSER = 32  # may stand between the end of a sentence and the space after it
HALF = 64  # ends half a sentence
MARK = 128  # belongs to the letter before it
STOP = 256  # no run of words goes over it
GROUP = 512  # stands between thousands
JOINER = 1024  # stands inside a word of a language that joins by signs
LETTER = 2048  # alone before a full stop it is an initial
NEWLINE = 4096
POINT = 8192  # stands before decimals

APOSTROPHES = "'’"
ENDS = ".!?؟…"
CLOSERS = '"”»’)]'
HALVES = ";؛"
STOPS = '.,;:!?()[]…"«»“”\n،؛؟'
GROUPS = "., ’'"
JOINERS = "'’ʼ"
MARKS = "\u0670\u200c\u200d" + "".join(map(chr, (*range(0x300, 0x370), *range(0x64B, 0x653))))

# No letter or digit has a higher code point.
_HIGHEST = 0x32400
_LISTED = (
    (APOSTROPHE, APOSTROPHES),
    (END, ENDS),
    (CLOSER, CLOSERS),
    (HALF, HALVES),
    (MARK, MARKS),
    (STOP, STOPS),
    (GROUP, GROUPS),
    (JOINER, JOINERS),
    (NEWLINE, "\n"),
    (POINT, ".,"),
)


@cache
def classes() -> NDArray[np.uint16]:
    """The bits of each code point; those beyond the table have none."""
    table = np.zeros(_HIGHEST, dtype=np.uint16)
    for code in range(_HIGHEST):
        char = chr(code)
        if char.isalnum():
            table[code] = WORD
            if char.isdecimal():
                table[code] |= DIGIT
            lower = char.lower()
            if len(lower) == 1 and lower.isalpha():
                table[code] |= LETTER
        elif char.isspace():
            table[code] = SPACE
    table[ord("_")] |= WORD
    for bit, chars in _LISTED:
        for char in chars:
            table[ord(char)] |= bit
    return table


@cache
def lower_case() -> NDArray[np.uint32]:
    """The small letter of each code point of the scripts that abbreviations are written in."""
    table = np.arange(0x2200, dtype=np.uint32)
    for code in range(table.size):
        lower = chr(code).lower()
        if len(lower) == 1:
            table[code] = ord(lower)
    return table


def codes(text: str) -> NDArray[np.uint32]:
    """The code points of a text."""
    return np.frombuffer(bytearray(text.encode("utf-32-le", "surrogatepass")), dtype=np.uint32)
