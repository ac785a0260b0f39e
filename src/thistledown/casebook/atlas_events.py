"""The shipped atlas as events of a casebook: one claim for each page an event cites."""

from __future__ import annotations

from collections.abc import Mapping

from thistledown.casebook.claim import Citation, Claim, Party
from thistledown.casebook.place import Place
from thistledown.casebook.record import Casebook
from thistledown.casebook.when import When
from thistledown.codebook.atlas import AtlasCitation, AtlasEvent, AtlasParty, atlas
from thistledown.codebook.loader import codebook_version
from thistledown.codebook.registry import Registry, registry
from thistledown.codebook.terms import Certainty, Modality, Polarity, Stance

CODER = "Thistledown atlas"

# A page that says it plainly says it as surely as the event is known over all its pages; a page that
# alleges, denies or guesses does so whatever the others say.
_ASSERTS: Mapping[Certainty, Modality] = {
    Certainty.CONFIRMED: Modality.ASSERTED,
    Certainty.REPORTED: Modality.REPORTED,
    Certainty.ALLEGED: Modality.ALLEGED,
    Certainty.DISPUTED: Modality.REPORTED,
    Certainty.SPECULATED: Modality.SPECULATED,
}
_STANCES: Mapping[Stance, Modality] = {
    Stance.ALLEGES: Modality.ALLEGED,
    Stance.DENIES: Modality.DENIED,
    Stance.SPECULATES: Modality.SPECULATED,
}


def modality_of(certainty: Certainty, stance: Stance) -> Modality:
    """How one cited page holds an event, from the coder's summary and the page's own stance."""
    return _STANCES.get(stance) or _ASSERTS[certainty]


def coded_claims(event: AtlasEvent, known: Registry) -> list[Claim]:
    """The claims about one atlas event, one for each citation, in the coder's order."""
    return [_claim(event, citation, known) for citation in event.citations]


def load_atlas(casebook: Casebook) -> int:
    """Record the atlas's events and claims; return how many events were new."""
    known = registry()
    return casebook.add_events(
        (
            (event.id, event.summary, coded_claims(event, known), event.certainty.value, event.first)
            for event in atlas()
        ),
        coder=CODER,
    )


def _claim(event: AtlasEvent, citation: AtlasCitation, known: Registry) -> Claim:
    modality = modality_of(event.certainty, citation.stance)
    return Claim(
        report="",
        kind=event.kind,
        providers=tuple(_party(party, known) for party in event.providers),
        recipients=tuple(_party(party, known) for party in event.recipients),
        items=event.items,
        system=event.system,
        pathways=((event.pathway, 1.0),),
        when=When(event.date_start, event.date_end, event.date_precision),
        where=Place(event.place, event.country, event.lat, event.lon)
        if event.place or event.country
        else None,
        modality=modality,
        polarity=Polarity.NEGATIVE if modality is Modality.DENIED else Polarity.POSITIVE,
        # Coded by hand: there is no machine whose coding could be doubted.
        confidence=1.0,
        coder=CODER,
        codebook=codebook_version(),
        citation=Citation(
            url=citation.url,
            source=citation.source,
            publisher=citation.publisher,
            published=citation.published,
            language=citation.language,
            note=citation.note,
        ),
        reasons=(f"coded by hand: certainty {event.certainty.value}, stance {citation.stance.value}",),
    )


def _party(party: AtlasParty, known: Registry) -> Party:
    record = known.actor(party.actor)
    return Party(
        literal=party.raw,
        name=record.name,
        actor=record.id,
        kind=record.kind,
        modality=party.modality,
        alternative=party.group,
    )
