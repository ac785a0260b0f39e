"""Characters that would deceive the eye.

All text in a casebook is hostile input. It is only ever sent as data and drawn as text; what is left are
characters that reorder or hide text (bidirectional overrides and isolates, controls, tags), which the pages
write out (web/src/state/visible.ts holds the same set).
"""

from __future__ import annotations

import re

# Controls (but tab and line feed), bidi embeddings, overrides and isolates, line and paragraph separators,
# interlinear annotations, tags, lone surrogates. Joiners and plain direction marks stay: Arabic, Persian
# and Indic scripts need them, and <bdi> keeps their effect inside.
DECEPTIVE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u2028\u2029\u202a-\u202e\u2066-\u206f\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)


def sign(char: str) -> str:
    """How one deceptive character is written out."""
    return f"⟨U+{ord(char):04X}⟩"
