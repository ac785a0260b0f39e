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
