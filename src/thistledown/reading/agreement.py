"""How far claims read from a text agree with the same event coded by hand, slot by slot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from thistledown.casebook.claim import Claim, Party
from thistledown.codebook.terms import ActorKind, Kind, Modality
from thistledown.reading.names import Names, names

SLOTS = (
    "claim",
    "kind",
    "provider",
    "recipient",
    "items",
    "system",
    "pathway",
    "country",
    "date",
    "modality",
)

# The atlas sums an event up over all its sources; one summary may put it more or less surely, within these.
_MODALITIES: Mapping[Modality, frozenset[Modality]] = {
    Modality.ASSERTED: frozenset({Modality.ASSERTED, Modality.REPORTED}),
    Modality.REPORTED: frozenset({Modality.ASSERTED, Modality.REPORTED}),
    Modality.ALLEGED: frozenset({Modality.ALLEGED, Modality.REPORTED, Modality.SPECULATED}),
    Modality.DENIED: frozenset({Modality.DENIED, Modality.ALLEGED}),
    Modality.SPECULATED: frozenset({Modality.SPECULATED, Modality.ALLEGED}),
    Modality.FORECAST: frozenset({Modality.FORECAST, Modality.SPECULATED}),
}
# Kinds that codings of one event may differ in without either being wrong.
_NEAR: tuple[frozenset[Kind], ...] = (
    frozenset({Kind.TRANSFER, Kind.ACQUISITION}),
    frozenset({Kind.USE, Kind.SIGHTING}),
)
_STATE = frozenset({ActorKind.STATE, ActorKind.STATE_FORCE})


def agreement(claims: Sequence[Claim], coded: Claim) -> dict[str, bool | None]:
    """Compare the claim that fits best with the coded one.

    Args:
        claims: what a reader made of one text about the event; may be empty.
        coded: the event as coded by hand.

    Returns:
        For each of `SLOTS` whether they agree; None where the coded claim says nothing to agree with
        (no provider, no place, no class of drone). `claim` is whether there was any claim to compare;
        without one every other slot that can be judged is False. Actors agree when they are the same, when
        one stands above the other in the registry, or when both are of one state.
    """
    known = names()
    blank: dict[str, bool | None] = {
        "claim": bool(claims),
        "kind": False,
        "provider": False if coded.providers else None,
        "recipient": False if coded.recipients else None,
        "items": False if coded.items else None,
        "system": False if coded.system else None,
        "pathway": False,
        "country": False if coded.where and coded.where.country else None,
        "date": False if coded.when else None,
        "modality": False,
    }
    if not claims:
        return blank
    return max((_compare(claim, coded, blank, known) for claim in claims), key=_score)


def _score(slots: Mapping[str, bool | None]) -> tuple[bool, int]:
    parties = sum(slots[name] is True for name in ("provider", "recipient"))
    return slots["kind"] is True, 10 * parties + sum(value is True for value in slots.values())


def _compare(
    claim: Claim, coded: Claim, blank: Mapping[str, bool | None], known: Names
) -> dict[str, bool | None]:
    slots = dict(blank)
    slots["kind"] = claim.kind is coded.kind
    for name, mine, theirs in (
        ("provider", claim.providers, coded.providers),
        ("recipient", claim.recipients, coded.recipients),
    ):
        if theirs:
            slots[name] = any(_same_party(a, b, known) for a in mine for b in theirs)
    if coded.items:
        slots["items"] = bool(set(claim.items) & set(coded.items))
    if coded.system:
        slots["system"] = claim.system is coded.system
    slots["pathway"] = coded.pathway in {pathway for pathway, _ in claim.pathways}
    if coded.where and coded.where.country:
        slots["country"] = bool(claim.where and claim.where.country == coded.where.country)
    if coded.when:
        slots["date"] = bool(claim.when and claim.when.overlaps(coded.when))
    slots["modality"] = (
        claim.modality in _MODALITIES[coded.modality] or coded.modality in _MODALITIES[claim.modality]
    )
    return slots


def near(one: Kind, other: Kind) -> bool:
    """Whether two kinds are the same, or two ways of coding one event."""
    return one is other or any({one, other} <= pair for pair in _NEAR)


def _same_party(one: Party, other: Party, known: Names) -> bool:
    if one.actor and other.actor:
        if known.kin(one.actor, other.actor):
            return True
        mine, theirs = known.actors.get(one.actor), known.actors.get(other.actor)
        return bool(mine and theirs and mine.country == theirs.country and {mine.kind, theirs.kind} <= _STATE)
    if one.name.casefold() == other.name.casefold():
        return True
    # An unresolved cohort agrees with a coded one that shares its main words.
    return len(_content(one) & _content(other)) >= 2


def _content(party: Party) -> set[str]:
    words = (party.name + " " + party.literal).casefold().replace("-", " ").split()
    return {word.rstrip("s") for word in words if len(word) > 3}


def shares(results: Iterable[Mapping[str, bool | None]]) -> dict[str, float]:
    """Share of texts that agree, by slot, over those where the slot can be judged; nan where none can."""
    rows = list(results)
    found: dict[str, float] = {}
    for slot in SLOTS:
        judged = [row[slot] for row in rows if row[slot] is not None]
        found[slot] = sum(bool(value) for value in judged) / len(judged) if judged else float("nan")
    return found
