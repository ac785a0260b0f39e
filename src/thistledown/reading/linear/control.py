"""Who does a verb where cases and numbers decide: who is let do it, and who is none of its subjects."""

from __future__ import annotations

from thistledown.codebook.terms import ActorKind
from thistledown.reading.linear.parse import Parse
from thistledown.reading.linear.saying import Saying
from thistledown.reading.mention_words import Mention


def enabled(parse: Parse, saying: Saying) -> Mention | None:
    """Who is let, helped or told to do it: "позволило повстанцам применять", "помогает КНДР осваивать"."""
    for index in range(saying.first - 1, max(saying.first - 9, -1), -1):
        if parse.norm(index) in (",", "،") or parse.stops(index):
            return None
        control = parse.tagged(index, "controls")
        if control is None:
            continue
        for mention in parse.mentions:
            inside = control.last <= mention.first and mention.last <= saying.first
            dative = not mention.cases or "dat" in mention.cases
            if inside and dative and mention.form != "adjective":
                governor = parse.governor(mention.first, mention)
                if governor.sort != "marker" or governor.at == mention.first:
                    return mention
        return None
    return None


def stranger(parse: Parse, index: int, verb: int) -> bool:
    """Whether somebody no list knows stands before what he is punished for: "um homem suspeito de vender".

    Args:
        parse: the sentence.
        index: the last token before the verb's group.
        verb: the verb.
    """
    near = (hit for at in range(max(index - 2, 0), verb) for hit in parse.hits.get(at, ()))
    sorts = ("reason", "hedge")
    opened = next((h for h in near if h.tag.sort in sorts and index < h.last <= verb), None)
    if opened is None:
        return False
    first = opened.first
    for at in range(first - 1, max(first - 5, 0), -1):
        if at in parse.inside or not parse.tokens[at].word or parse.tagged(at, "marker", "aux") is not None:
            return False
        if parse.tagged(at, "determiner") is not None:
            return at < first - 1 and parse.tagged(at, "person") is None
    return False


def unlisted(parse: Parse, relative: int) -> bool:
    """Whether a noun that no list knows stands before "that": "desmantelou um esquema que abastecia"."""
    noun = relative - 1
    if noun < 1 or not parse.tokens[noun].word or noun in parse.inside or parse.passed(noun):
        return False
    sorts = ("speech", "trigger", "light", "aux", "period", "item", "hedge", "blame", "marker")
    if any(parse.tagged(noun, sort) is not None for sort in sorts) or parse.tokens[noun].upper:
        return False
    said = any(parse.tagged(i, "speech") is not None for i in range(max(noun - 8, 0), noun))
    return not said


def impersonal(parse: Parse, saying: Saying, mention: Mention) -> bool:
    """Whether a verb in the plural cannot have one country for its subject: "щоб їх навчали"."""
    finite = saying.hit.tag.form not in ("infinitive", "gerund", "participle")
    return finite and one_for_many(parse, saying.first, mention)


def one_for_many(parse: Parse, verb: int, mention: Mention) -> bool:
    """Whether one country stands beside a verb in the plural: "Израиль подозревают"."""
    many = parse.norm(verb).endswith(parse.grammar.plural)
    alone = mention.kind is ActorKind.STATE and mention.form != "body" and len(parse.joined(mention)) == 1
    return many and alone


def beyond(parse: Parse, comma: int) -> int | None:
    """The token after ", припускає генерал," when a comma opens and closes who says so, or None."""
    if parse.norm(comma) not in (",", "،"):
        return None
    if not any(parse.tagged(i, "speech", "before", "hedge") for i in range(comma + 1, comma + 3)):
        return None
    closing = (i for i in range(comma + 2, min(comma + 9, len(parse.tokens))) if parse.norm(i) == ",")
    return next((i + 1 for i in closing), None)


def acted(parse: Parse, verb: int) -> bool:
    """Whether a plain noun in the plural, in no list, stands straight before a verb in the plural."""
    token = parse.tokens[verb - 1] if verb > 0 else None
    if token is None or not token.word or verb - 1 in parse.inside or len(token.norm) < 5:
        return False
    plain = not parse.passed(verb - 1) and not any(
        parse.tagged(verb - 1, sort)
        for sort in (
            "item",
            "marker",
            "trigger",
            "speech",
            "period",
            "determiner",
            "counter",
            "relative",
            "it",
        )
    )
    many = parse.norm(verb).endswith(parse.grammar.plural)
    return plain and many and token.norm.endswith(parse.grammar.nouns_plural)
