"""What one trigger says, before modality, time and place."""

from __future__ import annotations

from dataclasses import dataclass, field

from thistledown.casebook.span import Span
from thistledown.codebook.terms import Item, Kind, System
from thistledown.reading.linear.grammar import Frame
from thistledown.reading.linear.parse import Held, Hit
from thistledown.reading.mention_words import Mention


@dataclass(slots=True)
class Saying:
    """What one trigger says, before modality, time and place.

    Attributes:
        hit: the trigger's word.
        trigger: where it stands in the text.
        frame: its frame.
        kind: what happened; may differ from the frame's when the parties say so.
        voice: active, passive or nominal.
        helpers: the helping verbs before it, nearest first.
        light: the light verb that carries a noun, if any.
        providers: who gives.
        recipients: who gets.
        captor: who took.
        item: the item word.
        items: what moved.
        system: the class of drone.
        subject: who the grammatical subject is, for the next sentence.
        dropped: the provider or recipient comes from the sentence before.
        supplied: the recipient is whom the text speaks of; the sentence does not put it in its place.
        reasons: rules applied.
    """

    hit: Hit
    trigger: Span
    frame: Frame
    kind: Kind
    voice: str
    helpers: tuple[Hit, ...] = ()
    light: Hit | None = None
    providers: tuple[Mention, ...] = ()
    recipients: tuple[Mention, ...] = ()
    captor: Mention | None = None
    item: Held | None = None
    items: tuple[Item, ...] = ()
    system: System | None = None
    subject: Mention | None = None
    dropped: bool = False
    supplied: bool = False
    reasons: list[str] = field(default_factory=list)

    @property
    def first(self) -> int:
        """First token of the trigger."""
        return self.hit.first

    @property
    def last(self) -> int:
        """One past the last token of the trigger."""
        return self.hit.last

    @property
    def parties(self) -> tuple[Mention, ...]:
        """Everyone in a slot of a claim."""
        return self.providers + self.recipients
