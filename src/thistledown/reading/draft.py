"""What one trigger says, before modality, time and place."""

from __future__ import annotations

from dataclasses import dataclass, field

from thistledown.casebook.span import Span
from thistledown.codebook.terms import Item, Kind, System
from thistledown.reading.frames import Form, Frame, Voice
from thistledown.reading.mention_words import Mention


@dataclass(slots=True)
class Draft:
    """What one trigger says, before modality, time and place.

    Attributes:
        kind: what happened.
        frame: the frame's id.
        first: first token of the trigger.
        last: one past the last.
        trigger: where the trigger stands.
        voice: active, passive or nominal.
        form: the trigger's form.
        providers: mentions in the provider slot.
        recipients: mentions in the recipient slot.
        captor: who seized, for a seizure.
        items: what moved.
        item_span: the item's words.
        system: class of drone.
        reasons: rules applied.
    """

    kind: Kind
    frame: Frame
    lemma: str
    first: int
    last: int
    trigger: Span
    voice: Voice
    form: Form
    providers: tuple[Mention, ...] = ()
    recipients: tuple[Mention, ...] = ()
    captor: Mention | None = None
    items: tuple[Item, ...] = ()
    item_span: Span | None = None
    system: System | None = None
    light: int | None = None
    weak_provider: bool = False
    reasons: list[str] = field(default_factory=list)

    @property
    def parties(self) -> tuple[Mention, ...]:
        """Everyone in a slot of a claim."""
        return self.providers + self.recipients
