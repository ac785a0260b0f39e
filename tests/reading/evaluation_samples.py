"""Hand-made claims for the tests of evaluation."""

from thistledown.casebook.claim import Claim, Party
from thistledown.casebook.span import Span
from thistledown.codebook.terms import Kind, Modality, Polarity, Slot
from thistledown.reading.evaluation.gold import GoldDocument

TEXT = (
    "Russia supplied the Malian army with FPV drones in May 2025. "
    "Ukraine denied that it had trained the rebels to fly drones."
)
FIRST = Span(0, 60)
SECOND = Span(61, len(TEXT))


def spot(words, text=TEXT):
    start = text.index(words)
    return Span(start, start + len(words))


def party(name, literal=None, actor=None):
    return Party(literal=literal or name, name=name, actor=actor)


def claim(kind=Kind.TRANSFER, quote=FIRST, **changes):
    spans = changes.pop("spans", {Slot.TRIGGER: spot("supplied" if quote == FIRST else "trained")})
    values = {
        "report": "d",
        "kind": kind,
        "confidence": 0.9,
        "quote": TEXT[quote.start : quote.end],
        "quote_span": quote,
        "spans": spans,
        "coder": "test",
        "codebook": "",
    }
    return Claim(**(values | changes))


def supply(**changes):
    return claim(
        **({"providers": (party("Russia"),), "recipients": (party("Malian Armed Forces"),)} | changes)
    )


def denial(**changes):
    values = {
        "kind": Kind.TRAINING,
        "quote": SECOND,
        "providers": (party("Ukraine"),),
        "recipients": (party("rebels"),),
        "modality": Modality.DENIED,
        "polarity": Polarity.NEGATIVE,
    }
    return claim(**(values | changes))


def document(*claims, id="d", language="en", text=TEXT):
    return GoldDocument(id, language, None, text, tuple(claims))
