"""Who is accused, suspected or charged of what a verb or noun says."""

from __future__ import annotations

from thistledown.reading.linear.construct import charged
from thistledown.reading.linear.control import one_for_many
from thistledown.reading.linear.parse import Hit, Parse
from thistledown.reading.linear.saying import Saying
from thistledown.reading.mention_words import Mention


def accused_of(parse: Parse, saying: Saying) -> Mention | None:
    """Who is accused of it: "a accusé Kiev d'avoir livré", "acusó a Ucrania de reclutar"."""
    phrase = parse.tagged(saying.first - 1, "marker") if saying.hit.tag.form == "" else None
    led = phrase is not None and phrase.tag.name == "of"  # "de faire transiter"
    if saying.hit.tag.form not in ("infinitive", "gerund", "noun", "participle") and not led:
        return None
    charged_with = _charged(parse, saying)
    if charged_with is not None:
        return charged_with
    start = parse.start(saying.first)
    accuser_after = parse.grammar.construct
    if accuser_after and saying.voice == "nominal":
        accused = charged(parse, saying.hit, start)
        if accused is not None:
            return accused
    for hit in parse.all("speech"):
        suspects = parse.tagged(hit.first, "blame") is not None or bool(parse.grammar.cases)
        if hit.tag.form == "noun" or not start <= hit.first < saying.first:
            continue
        if hit.tag.name != "alleged" and not (suspects and hit.tag.name == "speculated"):
            continue
        if any(parse.tagged(i, "complement", "relative") for i in range(hit.last, saying.first)):
            continue
        between = [
            m
            for m in parse.mentions
            if hit.last <= m.first and m.last <= saying.first and m.form != "adjective"
        ]
        bare: list[Mention] = []
        for mention in between:
            governor = parse.governor(mention.first, mention)
            if governor.sort == "marker" and (accuser_after or governor.name not in ("to", "of")):
                continue
            if not accuser_after:
                return mention
            bare.append(mention)
        ahead = parse.ending(hit.first - 1) is not None
        if len(bare) > 1 or (bare and ahead):
            return bare[-1]
        if bare and (
            parse.governor(bare[0].first, bare[0]).at != hit.first or bare[0].last >= saying.first - 1
        ):
            return bare[0]
        if parse.grammar.cases and hit.last + 1 >= saying.first - 1:
            ahead_of = _accused_ahead(parse, hit, start)
            if ahead_of is not None:
                return ahead_of
    return None


def accuser(parse: Parse, index: int, verb: int) -> bool:
    """Whether a verb of accusing with somebody no list knows stands before: "acusaram a ADF de comprar".

    Args:
        parse: the sentence.
        index: the last token before the verb's group.
        verb: the verb.
    """
    for hit in parse.all("blame"):
        if hit.tag.name != "object" or not parse.start(verb) <= hit.first < index:
            continue
        finite = [h for h in parse.hits.get(hit.first, ()) if h.tag.sort == "speech"]
        acts = any(h.tag.form not in ("noun", "participle", "infinitive", "") for h in finite)
        if acts and not any(parse.tagged(i, "complement") for i in range(hit.last, verb)):
            return index - hit.last >= 2
    return False


def _charged(parse: Parse, saying: Saying) -> Mention | None:
    """Who stands before a participle or a relative clause of accusing: "ОАЭ, обвиняемые в поставках"."""
    if parse.grammar.plain:
        return None
    ends = (parse.tagged(saying.first - back, sort) for back in (1, 2) for sort in ("speech", "hedge"))
    for hit in ends:
        if hit is None or hit.tag.name != "alleged" or hit.last > saying.first:
            continue
        before = hit.first - 1
        relative = parse.tagged(before, "relative")
        if relative is not None:
            before = relative.first - 1
        bare = parse.norm(before) not in (",", "،")
        if bare and (relative is None and parse.grammar.cases):
            return None
        mention = parse.ending(before if bare else before - 1)
        if mention is not None and mention.form != "adjective" and not mention.cases - {"nom"}:
            return mention
        return mention if mention is not None and "nom" in mention.cases else None
    return None


def _accused_ahead(parse: Parse, hit: Hit, start: int) -> Mention | None:
    """Who is accused, told first and in the accusative: "Россию обвинили в передаче дронов"."""
    for mention in reversed(parse.mentions):
        near = start <= mention.first and mention.last <= hit.first and hit.first - mention.last <= 3
        plain = "nom" not in mention.cases or one_for_many(parse, hit.first, mention)
        if near and "acc" in mention.cases and plain and mention.form != "adjective":
            return mention if parse.governor(mention.first, mention).sort != "marker" else None
    return None
