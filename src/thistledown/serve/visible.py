"""Characters that would deceive the eye, made visible; and addresses that may be followed.

All text in a casebook is hostile input. Markup is dealt with by autoescaping; what is left are characters
that reorder or hide text (bidirectional overrides and isolates, controls, tags) and addresses that would run
code instead of leading somewhere.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

# Controls (but tab and line feed), bidi embeddings, overrides and isolates, line and paragraph separators,
# interlinear annotations, tags, lone surrogates. Joiners and plain direction marks stay: Arabic, Persian
# and Indic scripts need them, and <bdi> keeps their effect inside.
DECEPTIVE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u2028\u2029\u202a-\u202e\u2066-\u206f\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)


def visible(text: str) -> str:
    """The text with every deceptive character written out as ⟨U+202E⟩; a carriage return is dropped."""
    return DECEPTIVE.sub(lambda found: sign(found.group()), text.replace("\r\n", "\n"))


def sign(char: str) -> str:
    """How one deceptive character is written out."""
    return f"⟨U+{ord(char):04X}⟩"


def name_of(char: str) -> str:
    """What a deceptive character is called, for the tooltip."""
    return unicodedata.name(char, f"character U+{ord(char):04X}").lower()


def outward(url: object) -> str | None:
    """The address when a page may link to it: http or https with a host and without a login; else None."""
    if not isinstance(url, str) or len(url) > 4_000 or DECEPTIVE.search(url) or url != url.strip():
        return None
    try:
        parts = urlsplit(url)
        # .port is parsed when read, and refuses what is no number.
        plain = parts.username is None and parts.password is None and parts.port != 0
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or not plain or "\\" in url:
        return None
    return url
