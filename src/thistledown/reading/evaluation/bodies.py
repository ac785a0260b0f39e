"""Whether two parties name one body: by the registry, by the words, or by where the words stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from thistledown.casebook.claim import Party
from thistledown.casebook.folding import fold, fold_words
from thistledown.casebook.span import Span
from thistledown.codebook.registry import registry
from thistledown.codebook.terms import ActorKind

# Articles, prepositions, conjunctions and determiners of the seven languages, folded: they decide nothing
# about which body or thing is named, so they are left out of comparisons and trimmed off spans.
FUNCTION_WORDS = frozenset(
    fold(word)
    for words in (
        "a an the of in on at by to from with for and or its their this that these those his her",
        "le la les l un une des du de d au aux en dans sur par pour avec et ou ce cet cette ces son sa ses",
        "leur leurs el los las lo uno unos unas del al con por para y e o u su sus este esta estos estas",
        "os as um uma uns umas do da dos das no na nos nas ao aos pelo pela pelos pelas num numa com seu sua",
        "в во на с со из к ко от у о об по для и или его ее их этот эта эти этого",
        "з із зі до від у в та і й або його її їх цей ця ці цього",
        "في من على إلى عن مع و او هذا هذه",
    )
    for word in words.split()
)
_STATE = frozenset({ActorKind.STATE, ActorKind.STATE_FORCE})


@lru_cache(maxsize=1)
def _index() -> Mapping[str, frozenset[str]]:
    """Folded name to the ids of the actors that bear it; plain names first, ambiguous ones where none is."""
    plain: dict[str, set[str]] = defaultdict(set)
    shared: dict[str, set[str]] = defaultdict(set)
    for name in registry().names():
        (shared if name.form == "ambiguous" else plain)[bare(name.name)].add(name.actor)
    for actor in registry().actors:
        plain[fold(actor.id)].add(actor.id)
    return {name: frozenset(ids) for name, ids in {**shared, **plain}.items() if name}


@lru_cache(maxsize=65536)
def bare(words: str) -> str:
    """Folded words without function words; all of them where there is nothing else."""
    found = fold_words(words)
    kept = [word for word in found if word not in FUNCTION_WORDS]
    return " ".join(kept or found)


@lru_cache(maxsize=65536)
def actors_named(name: str) -> frozenset[str]:
    """Ids of the registry's actors that bear a name, in any of its languages; empty for a stranger."""
    return _index().get(bare(name), frozenset())


def actors_of(party: Party) -> frozenset[str]:
    """Ids a party may have: its own, else by its name, else by its words."""
    if party.actor:
        return frozenset({party.actor})
    return actors_named(party.name) or actors_named(party.literal)


def words_alike(one: str, other: str) -> bool:
    """Whether two folded words are forms of one: the same first 70 % of the longer, and four letters."""
    if one == other:
        return True
    longer = max(len(one), len(other))
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return shared >= max(4, 0.7 * longer)


def names_alike(one: str, other: str) -> bool:
    """Whether two names are the same, or every content word of the shorter has a form of it in the longer."""
    shorter, longer = sorted((bare(one).split(), bare(other).split()), key=len)
    if not shorter:
        return False
    return all(any(words_alike(word, there) for there in longer) for word in shorter)


def same_body(one: Party, other: Party) -> bool:
    """Whether two parties name one body.

    Where the registry knows both, it alone decides; else their names or literal words must be alike.
    """
    mine, theirs = actors_of(one), actors_of(other)
    if mine and theirs:
        return bool(mine & theirs)
    return any(names_alike(a, b) for a in {one.name, one.literal} for b in {other.name, other.literal})


def exactly_same_body(one: Party, other: Party) -> bool:
    """The strict version: the same actor of the registry, or unknown to it on both sides and named alike."""
    mine, theirs = actors_of(one), actors_of(other)
    if mine or theirs:
        return bool(mine & theirs)
    return bool({bare(one.name), bare(one.literal)} & {bare(other.name), bare(other.literal)})


def _kin(one: str, other: str) -> bool:
    """Whether one stands above the other in the registry, or both are one state and its forces."""
    known = registry()
    if one == other:
        return True
    if one not in known or other not in known:
        return False
    lineage = {a.id for a in known.ancestors(one)} | {one}
    if other in lineage or one in {a.id for a in known.ancestors(other)}:
        return True
    mine, theirs = known.actor(one), known.actor(other)
    return bool(mine.country and mine.country == theirs.country and {mine.kind, theirs.kind} <= _STATE)


def _may_be_one(gold: Sequence[Party], read: Sequence[Party]) -> bool:
    """Whether nothing in the registry speaks against two roles naming one body."""
    mine = frozenset().union(*(actors_of(p) for p in gold))
    theirs = frozenset().union(*(actors_of(p) for p in read))
    return not mine or not theirs or any(_kin(a, b) for a in mine for b in theirs)


def shared_share(gold: Sequence[Party], read: Sequence[Party]) -> float:
    """F of two sets of parties: twice the pairs that name one body over the number of both."""
    left = list(read)
    pairs = 0
    for party in gold:
        for other in left:
            if same_body(party, other):
                left.remove(other)
                pairs += 1
                break
    return 2 * pairs / (len(gold) + len(read))


def overlap_share(one: Span | None, other: Span | None) -> float:
    """The overlap of two stretches as a share of the shorter; 0 where one is missing."""
    if one is None or other is None:
        return 0.0
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(shared, 0) / min(one.end - one.start, other.end - other.start)


def same_role(
    gold: Sequence[Party], read: Sequence[Party], gold_span: Span | None, read_span: Span | None
) -> bool:
    """Whether a role is filled alike.

    Both empty; or the F of the two sets is .5 or more; or they stand on the same words (an overlap of half
    of the shorter stretch) and the registry does not know them as different bodies.
    """
    if not gold or not read:
        return not gold and not read
    if shared_share(gold, read) >= 0.5:
        return True
    return overlap_share(gold_span, read_span) >= 0.5 and _may_be_one(gold, read)


def exactly_same_role(gold: Sequence[Party], read: Sequence[Party]) -> bool:
    """The strict version of `same_role`: as many parties, each exactly the same, whatever the words."""
    left = list(read)
    for party in gold:
        for other in left:
            if exactly_same_body(party, other):
                left.remove(other)
                break
        else:
            return False
    return not left


def known_parties(parties: Sequence[Party]) -> bool | None:
    """Whether the registry knows every party; None where there is none."""
    return all(actors_of(party) for party in parties) if parties else None
