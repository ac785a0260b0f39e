"""Who it is done to, where no marker says so."""

from __future__ import annotations

from collections.abc import Mapping

from thistledown.reading.linear.marked import parted
from thistledown.reading.linear.parse import Parse
from thistledown.reading.linear.saying import Saying
from thistledown.reading.linear.subject import antecedent
from thistledown.reading.linear.things import shared
from thistledown.reading.linear.verbs import group_start
from thistledown.reading.mention_words import Mention
from thistledown.reading.mention_words import words as mention_words


def given_after(parse: Parse, saying: Saying) -> bool:
    """Whether a verb of learning is one of teaching here: "appris aux rebelles à piloter"."""
    for mention in parse.mentions:
        if saying.last <= mention.first <= saying.last + 4 and mention.form != "adjective":
            governor = parse.governor(mention.first, mention)
            return governor.sort == "marker" and governor.name == "to" and governor.at == saying.last
    return False


def given_to(parse: Parse, saying: Saying, table: Mapping[str, str]) -> bool:
    """Whether somebody follows to whom it is done: "enseignent aux recrues le maniement"."""
    marker = parse.tagged(saying.last, "marker")
    return marker is not None and marker.tag.name == "to" and "to" in table


def stands_alone(parse: Parse, saying: Saying, subject: Mention | None) -> bool:
    """Whether a verb stands without any object, not even an unknown noun straight after it."""
    index = saying.last
    if parse.grammar.construct and parse.tagged(saying.first, "it") is not None:
        return False
    if parse.grammar.construct and subject is not None and 0 <= subject.first - index <= 3:
        index = subject.last
    while parse.passed(index):
        index += 1
    if index >= len(parse.tokens) or not parse.tokens[index].word:
        return True
    if parse.article(index):
        return False
    return parse.tagged(index, "marker", "conjunction", "subordinator", "complement") is not None


def whose(parse: Parse, mention: Mention) -> bool:
    """Whether a pronoun only says whose the people after it are: "її інструктори"."""
    own = parse.norm(mention.first) in mention_words(parse.grammar.language).possessive
    after = parse.inside.get(mention.last)
    return (
        mention.form == "anaphor" and own and after is not None and after.form in ("people", "agent", "force")
    )


def own_object(parse: Parse, saying: Saying) -> bool:
    """Whether something that is no drone is handed over: "передав записку", "надав зброю"."""
    handed = ("supply", "send", "sell", "receive", "buy", "smuggle", "seize", "produce", "train")
    if saying.frame.id not in handed or saying.voice != "active" or saying.hit.tag.form == "participle":
        return False
    index = saying.last
    while index < len(parse.tokens) and index - saying.last < 5:
        mention = parse.inside.get(index)
        if mention is not None:
            if mention.form == "adjective":
                index = mention.last
                continue
            if mention.cases and "dat" not in mention.cases:
                return False
            index = mention.last
            continue
        norm = parse.norm(index)
        if not parse.tokens[index].word and norm not in '«"“':
            return False
        known = parse.tagged(
            index, "marker", "item", "it", "conjunction", "complement", "trigger", "such", "negation",
            "subordinator", "relative", "about", "speech", "light", "aux", "refine", "unnamed",
        )  # fmt: skip
        if known is not None:
            if known.tag.sort in ("speech", "about") and known.tag.form in ("noun", ""):
                return saying.frame.id in ("supply", "send")  # "передал СБУ информацию"
            noun = known.tag.sort == "trigger" and known.tag.form == "noun"
            return noun and saying.frame.id == "train" and known.tag.name != "train"  # "готовят атаку"
        if not parse.passed(index) and parse.tagged(index, "determiner", "counter", "period") is None:
            return len(norm) > 3 and not norm.endswith(parse.grammar.adverbial) and not norm.isdigit()
        index += 1
    return False


def object_of(parse: Parse, saying: Saying, subject: Mention | None) -> Mention | None:
    """The bare object of an active verb; with cases, an accusative wherever it stands in the clause."""
    if parse.grammar.construct and parse.tagged(saying.first, "it") is not None:
        # "القوات التي دربتها تركيا": the pronoun at the verb is who stands before it.
        start = group_start(parse, saying)
        joint = parse.tagged(start - 1, "relative")
        named = antecedent(parse, joint.first) if joint is not None else parse.ending(start - 1)
        if named is not None and named is not subject and named.form != "adjective":
            return named
    end = parse.end(saying.last - 1)
    for mention in parse.mentions:
        if mention.first < saying.last or mention.form == "adjective" or mention is subject:
            continue
        if mention.first >= end:
            break
        if whose(parse, mention):
            continue
        own = mention.form == "anaphor" and mention.possessive and mention.last - mention.first == 1
        if own and parse.grammar.plain and saying.frame.needs == "item":
            continue  # "sell their skills to cartels"
        between = range(saying.last, mention.first)
        if any(i in parse.verbs for i in between) and not shared(
            parse, saying, range(saying.last, mention.first + 1)
        ):
            break
        if not parse.grammar.construct and parted(parse, between):
            break
        governor = parse.governor(mention.first, mention)
        if governor.sort == "marker" and not (
            mention.cases
            and mention.cases <= {"acc", "gen"}
            and governor.name == "of"
            and governor.at == mention.first
        ):
            continue
        if governor.sort == "name" and not (subject is not None and parse.inside.get(governor.at) is subject):
            continue
        if mention.cases and parse.grammar.cases and not mention.cases & {"acc", "gen"}:
            continue
        if mention.first - saying.last > (14 if parse.grammar.construct else 8):
            break
        return mention
    if parse.grammar.cases:
        start = parse.start(saying.first)
        for mention in parse.mentions:
            before = start <= mention.first and mention.last <= saying.first and mention is not subject
            object_case = (
                bool(mention.cases) and mention.cases <= {"acc", "gen"} and not whose(parse, mention)
            )
            if before and object_case and parse.governor(mention.first, mention).sort in ("free", "verb"):
                return mention
    return _whose(parse, saying, end)


def _whose(parse: Parse, saying: Saying, end: int) -> Mention | None:
    """Whose people are the object, when these are no actors: "formaram pilotos do exército"."""
    if saying.frame.needs not in ("context", "people") or saying.frame.active.get("object") is None:
        return None
    for mention in parse.mentions:
        if mention.first < saying.last or mention.form == "adjective":
            continue
        between = range(saying.last, mention.first)
        if mention.first >= end or len(between) > 9 or any(i in parse.verbs for i in between):
            return None
        governor = parse.governor(mention.first, mention)
        foreign = [
            hit
            for i in between
            if (hit := parse.tagged(i, "marker")) is not None
            and hit.tag.name != "of"
            and not parse.article(i)
        ]
        named = governor.sort == "marker" and governor.name == "of"
        return mention if named and not foreign else None
    return None
