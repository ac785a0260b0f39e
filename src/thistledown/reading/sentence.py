"""One sentence of a report with everything found in it."""

from __future__ import annotations

from dataclasses import dataclass

from thistledown.reading.clauses import Clauses
from thistledown.reading.cues import Cues
from thistledown.reading.mention_words import Mention
from thistledown.reading.passages import Passage, Sentence
from thistledown.reading.tokens import Run


@dataclass(slots=True)
class ReadSentence:
    """A sentence with what was found in it."""

    passage: Passage
    sentence: Sentence
    tokens: Run
    mentions: list[Mention]
    clauses: Clauses
    cues: Cues
    title: bool
