"""Whether a trigger word stands as a verb, a noun or a mere adjective."""

from __future__ import annotations

from collections.abc import Sequence

from thistledown.reading.clauses import Clauses
from thistledown.reading.frames import Form, TriggerForm

# Verbs whose participle before a drone describes it: "armed drones".
ARMING = frozenset({"arm", "equip", "outfit"})
_SINGLE = frozenset(
    {
        "of",
        "in",
        "on",
        "by",
        "for",
        "from",
        "with",
        "against",
        "after",
        "before",
        "via",
        "through",
        "over",
        "armed",
        "first",
    }
)


def verb_places(clauses: Clauses) -> frozenset[int]:
    """Token indices of the triggers and light verbs that stand there as verbs."""
    found: set[int] = set()
    for match in clauses.words.triggers.every(clauses.tokens):
        if match.last - 1 in clauses.triggers:
            forms = choose(clauses, match.first, match.last, match.meaning)
            if any(
                form.form != "noun" and not adjectival(clauses, match.first, match.last, form)
                for form in forms
            ):
                found.add(match.last - 1)
    for light in clauses.words.light.every(clauses.tokens):
        if clauses.mention_at(light.first) is None and not noun_place(
            clauses, light.first, light.last, light.meaning[0][1]
        ):
            found.add(light.last - 1)
    return frozenset(found)


def choose(clauses: Clauses, first: int, last: int, forms: Sequence[TriggerForm]) -> list[TriggerForm]:
    """The readings of a word that fit where it stands: as a noun or as a verb."""
    nouns = [form for form in forms if form.form == "noun"]
    verbs = [form for form in forms if form.form != "noun"]
    if nouns and verbs:
        return nouns if _is_noun(clauses, first, last, verbs[0].form) else verbs
    if (
        verbs
        and not nouns
        and verbs[0].form in ("base", "s", "ing")
        and noun_place(clauses, first, last, verbs[0].form)
    ):
        return []
    return list(forms)


def noun_place(clauses: Clauses, first: int, last: int, form: Form) -> bool:
    """A verb form that stands where only a noun can: "the use", "its fields"."""
    before = clauses.norm(first - 1)
    if form != "ing" and (clauses.norm(last) == "of" or before == "of"):
        return True
    if form == "ing":
        return before in ("the", "a", "an", "'s")
    return (
        before in clauses.words.determiner - {"that", "all", "both", "some", "many", "most", "others"}
        or before == "'s"
    )


def _is_noun(clauses: Clauses, first: int, last: int, form: Form) -> bool:
    words = clauses.words
    before, after = clauses.norm(first - 1), clauses.norm(last)
    if after == "of":
        return form != "ing" or before not in words.be
    if before in words.auxiliary - words.be or before in ("to", "not") or before in words.relative:
        return False
    if form == "ing":
        opens = clauses.mention_at(last)
        return not (
            opens is not None
            or after in words.determiner
            or after in ("up", "about", "nearly", "over", "and")
            or after.isdigit()
        ) or (before in words.determiner and before not in ("that",) and opens is None)
    if before in words.be:
        return False
    mention = clauses.mention_at(first - 1)
    if (
        before in words.determiner
        or before == "'s"
        or before in _SINGLE
        or before in ("drone", "drones", "-")
    ):
        return True
    if mention is not None and mention.form != "adjective":
        return after in ("on", "against", "by", "from", "in", "at", "near", "") or (form == "past")
    if mention is not None:
        return True
    opens = clauses.mention_at(last)
    if form == "s" and (opens is not None or after in words.determiner):
        return False
    return form in ("base", "s")


def perfect(clauses: Clauses, last: int) -> bool:
    """Whether "have" only helps another verb: "has reportedly confirmed"."""
    index = last
    while clauses.norm(index).endswith("ly") or clauses.norm(index) in (
        "not",
        "also",
        "never",
        "already",
        "now",
        "since",
    ):
        index += 1
    word = clauses.norm(index)
    return (
        word.endswith("ed")
        or word in clauses.words.be
        or index in clauses.verbs
        or index in clauses.speech
        or word == "to"
    )


def adjectival(clauses: Clauses, first: int, last: int, form: TriggerForm) -> bool:
    """A participle that only describes what follows: "armed drones", "the captured drones", "US-made"."""
    at = first - 1
    while at > 0 and clauses.norm(at).endswith("ly"):
        at -= 1
    before = clauses.norm(at) if first else ""
    if before == "-":
        return not (form.frame == "attack" and form.lemma in ("drop", "release"))
    if form.form not in ("past", "participle"):
        return False
    item_next = any(0 <= item.first - last <= 2 for item in clauses.items)
    if form.lemma in ARMING and item_next and clauses.norm(last) not in ("with", "by"):
        return True
    if before in ("that", "some", "all", "both", "many", "this"):
        return False
    return before in clauses.words.determiner or before in _SINGLE or before == "'s" or before.isdigit()
