"""One claim as evidence: who speaks, through how many hands, with what interest, how surely."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from thistledown.casebook.claim import Claim, Party
from thistledown.casebook.view import RecordedClaim
from thistledown.codebook.reason import Reason, Sentences
from thistledown.codebook.terms import ActorKind, Credibility, Kind, Modality, Polarity, Reliability
from thistledown.weigh.assessment.model import Beta
from thistledown.weigh.echoes.citations import credited_by_note
from thistledown.weigh.knowledge import Knowledge, SourceFacts
from thistledown.weigh.line import node_of
from thistledown.weigh.speaker import (
    UNKNOWN,
    Speaker,
    actors_named,
    countries_named,
    speaker_named,
)


class Interest(StrEnum):
    """What the speaker has to gain by being believed."""

    NONE = "none"
    ACCUSATION = "accusation"
    ONE_SIDE = "one-side"
    OWN_CLAIM = "own-claim"
    ADMISSION = "admission"
    DENIAL_ACCUSED = "denial-by-the-accused"
    DENIAL_UNKNOWN = "denial-by-somebody"


LEFT_OUT = Sentences(
    "why",
    {
        "generic": "a general statement tells of no event",
        "forecast": "a forecast is no evidence that it happened",
    },
)
_GENERIC, _FORECAST = LEFT_OUT("generic"), LEFT_OUT("forecast")

# Kinds that pass between a giver and a taker, mostly out of sight: helping an armed group along is a charge.
_HIDDEN = frozenset(
    {Kind.TRAINING, Kind.TRANSFER, Kind.ACQUISITION, Kind.RECRUITMENT, Kind.PRODUCTION, Kind.POLICY}
)
_OUTLAWS = frozenset({ActorKind.NON_STATE_ARMED_GROUP, ActorKind.CRIMINAL_ORGANISATION})
_STATES = frozenset({ActorKind.STATE, ActorKind.STATE_FORCE})
# Sources that look into things themselves, so that "it did not happen" is their own finding.
_EXAMINERS = frozenset({"ngo", "academic", "intergovernmental"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimony:
    """A claim as evidence.

    Attributes:
        recorded: the claim.
        page: the report, or the address of the cited page.
        source: id of the page's source, or None.
        grade: the page's grade.
        speaker: whose word it is, as far as the claim says.
        key: whose reliability counts: a source's id, or `speaker:` and a sort of body.
        beta: how often that one is right.
        fidelity: how often the page passes on unspoilt what another said; 1 where it speaks itself.
        hops: through how many hands it came before the page; 0 is first-hand.
        interest: what the speaker has to gain.
        credibility: what an analyst graded, or None.
        bloc: name of those who speak as one with it: a network, a state's outlets, one speaker.
    """

    recorded: RecordedClaim
    page: str
    source: str | None
    grade: Reliability
    speaker: Speaker
    key: str
    beta: Beta
    fidelity: float
    hops: int
    interest: Interest
    credibility: Credibility | None
    bloc: str

    @property
    def claim(self) -> Claim:
        """The claim itself."""
        return self.recorded.claim

    @property
    def denies(self) -> bool:
        """Whether it says that the thing did not happen."""
        return self.claim.polarity is Polarity.NEGATIVE or self.claim.modality is Modality.DENIED

    @property
    def left_out(self) -> Reason | None:
        """Why it is no evidence that the thing happened or did not; None when it is."""
        if self.claim.generic:
            return _GENERIC
        if self.claim.modality is Modality.FORECAST:
            return _FORECAST
        return None


def testimony(recorded: RecordedClaim, known: Knowledge) -> Testimony:
    """A claim as evidence, from what the record knows of its source, holders and parties."""
    claim = recorded.claim
    page = known.source_of(claim)
    speaker, hops, quoted = _speaker(claim, page, known)
    own = known.sources.get(speaker.source) if speaker.source else None
    interest = _interest(claim, speaker, page, known)
    if interest is Interest.ADMISSION:
        key, beta = "speaker:admission", known.model.speakers["admission"].beta
    elif interest is Interest.DENIAL_ACCUSED:
        key, beta = "speaker:accused", known.model.speakers["accused"].beta
    elif own is not None:
        key, beta = own.id, known.beta(own)
    elif quoted:
        key, beta = f"speaker:{speaker.kind}", known.model.speaker(speaker.kind).beta
    else:
        key, beta = page.id if page else "speaker:page", known.beta(page)
    grade = page.grade if page else Reliability.F
    return Testimony(
        recorded=recorded,
        page=node_of(claim),
        source=page.id if page else None,
        grade=grade,
        speaker=speaker,
        key=key,
        beta=beta,
        fidelity=known.model.grades[grade].fidelity if quoted else 1.0,
        hops=hops,
        interest=interest,
        credibility=known.credibility.get(recorded.id),
        bloc=_bloc(claim, speaker, own if quoted else page, known),
    )


def _speaker(claim: Claim, page: SourceFacts | None, known: Knowledge) -> tuple[Speaker, int, bool]:
    """Whose word a claim is, through how many hands it came to the page, and whether it is another's."""
    if claim.holders:
        # The innermost holder is the one who knows, or says so.
        return speaker_named(claim.holders[-1]), len(claim.holders), True
    if credited := _credited(claim, page):
        # The first that a note names is the farthest back: "echo of Le Monde via Ukraina.ru".
        name, words = credited[0]
        known_as = Speaker(words, source=name) if name in known.sources else speaker_named(words)
        return known_as, len(credited), True
    passed_on = claim.modality in (Modality.REPORTED, Modality.ALLEGED, Modality.SPECULATED)
    name = page.name if page else "a page whose source is not known"
    state = page.state if page else None
    return (
        Speaker(
            name,
            source=page.id if page else None,
            country=state,
            kind=ActorKind.STATE.value if page and page.kind == "office" and state else UNKNOWN,
        ),
        1 if passed_on else 0,
        False,
    )


def _credited(claim: Claim, page: SourceFacts | None) -> list[tuple[str, str]]:
    """Whom a coder's note, or the publisher's name, says the page leans on, with the words that say so."""
    if claim.citation is None:
        return []
    found = credited_by_note(claim.citation.note, claim.citation.publisher)
    return [(name, words) for name, (_, words) in found.items() if page is None or name != page.id]


def _sides(parties: Iterable[Party], known: Knowledge) -> tuple[set[str], set[str]]:
    """Ids of parties with those above them; countries whose state one of them is or belongs to."""
    ids: set[str] = set()
    countries: set[str] = set()
    for party in parties:
        if party.actor is None:
            continue
        ids.add(party.actor)
        facts = known.actors.get(party.actor)
        if facts is None:
            continue
        ids.update(facts.above)
        if facts.kind in _STATES and facts.country:
            countries.add(facts.country)
    return ids, countries


def _interest(claim: Claim, speaker: Speaker, page: SourceFacts | None, known: Knowledge) -> Interest:
    ids, countries = _sides((*claim.providers, *claim.recipients), known)
    mine = {name for name in (speaker.actor,) if name}
    if speaker.actor and speaker.actor in known.actors:
        mine.update(known.actors[speaker.actor].above)
    state = speaker.country
    if state is None and speaker.source:
        told = known.sources.get(speaker.source)
        state = told.state if told else None
    own = bool(mine & ids) or (state is not None and state in countries)
    denies = claim.polarity is Polarity.NEGATIVE or claim.modality is Modality.DENIED
    if denies:
        note = claim.citation.note if claim.citation else ""
        if own or countries_named(note) & countries or actors_named(note) & ids:
            return Interest.DENIAL_ACCUSED
        examined = page is not None and (page.kind == "research" or page.affiliation in _EXAMINERS)
        # An outlet that a page credits for a denial has only carried it.
        known_speaker = bool(claim.holders) and (speaker.source or speaker.actor or state)
        return Interest.NONE if known_speaker or examined else Interest.DENIAL_UNKNOWN
    if own:
        return Interest.ADMISSION if _against_interest(claim, mine, state, known) else Interest.OWN_CLAIM
    us, them = mine | ({state} if state else set()), ids | countries
    if any((one, other) in known.opponents for one in us for other in them):
        return Interest.ACCUSATION if claim.kind in _HIDDEN else Interest.ONE_SIDE
    return Interest.NONE


def _against_interest(claim: Claim, mine: set[str], state: str | None, known: Knowledge) -> bool:
    """Whether a party that says this about itself would rather have kept it quiet."""
    givers, giving = _sides(claim.providers, known)
    takers, taking = _sides(claim.recipients, known)
    gives = bool(mine & givers) or (state is not None and state in giving)
    takes = bool(mine & takers) or (state is not None and state in taking)
    if claim.kind is Kind.SEIZURE:
        return takes
    if claim.kind not in _HIDDEN or claim.kind is Kind.POLICY:
        return False
    helped = any(party.kind in _OUTLAWS for party in claim.recipients)
    backed = any(party.kind in _STATES for party in claim.providers)
    return helped and backed and (gives or takes)


def _bloc(claim: Claim, speaker: Speaker, source: SourceFacts | None, known: Knowledge) -> str:
    if source is not None:
        if source.network:
            return f"network:{source.network}"
        if source.state:
            return f"state:{source.state}"
        return known.blocs.get(source.id, f"source:{source.id}")
    if speaker.country:
        return f"state:{speaker.country}"
    if speaker.actor:
        return f"actor:{speaker.actor}"
    # Nobody knows whether two unnamed speakers are one: each line stands for itself.
    return f"page:{node_of(claim)}"
