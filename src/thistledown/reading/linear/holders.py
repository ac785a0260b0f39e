"""Who says so: the noun phrase before or after a verb of saying; an office, an outlet or a body."""

from __future__ import annotations

from thistledown.casebook.span import Span
from thistledown.reading.lexicon import Lexicon
from thistledown.reading.linear.conditions import supposed
from thistledown.reading.linear.control import one_for_many
from thistledown.reading.linear.parse import Hit, Parse
from thistledown.reading.linear.saying import Saying
from thistledown.reading.mention_words import Mention
from thistledown.reading.naming import OPENING

CLOSING = frozenset({",", "،", "”", '"', "»"})


def holder_of(
    parse: Parse, hit: Hit, text: str, outlets: Lexicon[str], *, tail: bool = False
) -> tuple[str, Span] | None:
    """Who speaks: the noun phrase before a verb of saying, or after it; an office, an outlet or a body."""
    if supposed(parse, hit):
        return None
    edge = _left_edge(parse, hit.first)
    if tail and (parse.grammar.cases or parse.grammar.plain):
        edge = max([edge, *(i + 1 for i in range(edge, hit.first) if parse.norm(i) in CLOSING)])
    verb = hit.tag.form != "noun"
    by = parse.tagged(hit.last, "marker")
    told_by = parse.grammar.plain and by is not None and by.tag.name == "by"
    if tail and not told_by and parse.grammar.adjective_first and parse.grammar.plain:
        found = _between(parse, hit, text, outlets)
        if found is not None:
            return found
    before = named(parse, edge, _ahead_of_aside(parse, edge, hit.first), text, outlets, last=True, verb=verb)
    after = named(parse, hit.last, _right_edge(parse, hit.last), text, outlets, last=False, verb=verb)
    if hit.tag.form == "noun":
        near = named(parse, hit.last, min(hit.last + 4, len(parse.tokens)), text, outlets, last=False)
        return near or before if parse.grammar.cases else after or before
    if parse.grammar.verb_first and verb and not tail:
        agent = _fronted(parse, hit)
        if agent is not None:  # "الجيش يتهم الإمارات": in headlines who speaks stands before the verb.
            return text[agent.start : agent.end], agent
        if hit.tag.form == "gerund":  # "متهما الإمارات": what follows is the accused.
            return before
    if tail and parse.grammar.plain and not parse.grammar.adjective_first:
        return after or before or _inverted_speaker(parse, hit)
    if tail or told_by or parse.grammar.verb_first:  # "was confirmed by two diplomats"
        return after or before
    return before or (after if _inverted(parse, hit) else None)


def _ahead_of_aside(parse: Parse, edge: int, verb: int) -> int:
    """Where who speaks must end: "The Emirates, accused of arming the RSF, denied it"."""
    index = verb - 1
    while index > edge and parse.tagged(index, "person", "aux") is not None:
        index -= 1
    if not parse.grammar.plain or parse.norm(index) != ",":
        return verb
    opening = next((i for i in range(index - 1, edge, -1) if parse.norm(i) == ","), None)
    return opening if opening is not None and parse.ending(opening - 1) is not None else verb


def _between(parse: Parse, hit: Hit, text: str, outlets: Lexicon[str]) -> tuple[str, Span] | None:
    """Who stands between the last comma and a verb of saying: ", a member of the drone unit told us"."""
    edge = hit.first
    while edge > 0 and hit.first - edge < 14 and parse.norm(edge - 1) not in (*CLOSING, ";", "—", "–"):
        edge -= 1
    first = edge
    while first < hit.first and parse.tagged(first, "determiner") is not None and first not in parse.inside:
        first += 1
    stop = hit.first
    while stop > first and parse.tagged(stop - 1, "aux") is not None:
        stop -= 1
    found = named(parse, edge, stop, text, outlets, last=True, verb=True)
    bare = first == edge and hit.tag.sort != "tells"  # "state television showed" has no article.
    if found is not None or bare or stop - first < 1:
        return found
    words = [parse.tokens[i] for i in range(first, stop)]
    if (
        any(not token.word or token.upper for token in words)
        or parse.tagged(first, "person_noun") is not None
    ):
        return None  # A name may be a private person's.
    span = parse.span(first, stop)
    return span.of(text), span


def _inverted_speaker(parse: Parse, hit: Hit) -> tuple[str, Span] | None:
    """Who stands with an article after a verb of saying: ", alertó la Defensoría del Pueblo"."""
    first = hit.last
    if parse.tagged(first, "determiner") is None or parse.tokens[first].upper:
        return None
    last = first + 1
    while last < len(parse.tokens) and last - first < 8 and parse.tokens[last].word:
        other = parse.tagged(last, "marker")
        if last in parse.verbs or parse.tagged(last, "complement", "relative", "person_noun") is not None:
            break
        if other is not None and other.tag.name != "of":
            break
        last += 1
    if last - first < 2:
        return None
    span = parse.span(first + 1, last)
    return span.of(parse.text), span


def _fronted(parse: Parse, hit: Hit) -> Span | None:
    """An actor that opens the sentence straight before a verb of saying in a language of verbs first."""
    mention = parse.inside.get(hit.first - 1)
    if mention is None or mention.first != parse.start(mention.first) or mention.form == "adjective":
        return None
    return mention.span if parse.governor(mention.first, mention).sort == "free" else None


def _inverted(parse: Parse, hit: Hit) -> bool:
    """Whether the speaker can stand after the verb: nothing said stands there yet."""
    index = hit.last
    while parse.passed(index) or parse.tagged(index, "determiner", "person") is not None:
        index += 1
    return parse.tagged(index, "complement") is None and index not in parse.verbs


def _left_edge(parse: Parse, first: int) -> int:
    index = first
    while index > 0 and first - index < 14:
        if parse.norm(index - 1) in (";", ":", "—", "–"):
            break
        if (
            parse.tagged(index - 1, "complement", "subordinator") is not None
            and parse.tagged(index - 1, "relative") is None
        ):
            break
        index -= 1
    return index


def _right_edge(parse: Parse, last: int) -> int:
    index = last
    while index < len(parse.tokens) and index - last < 10:
        if index > last and (
            parse.norm(index) in (*CLOSING, ".", ";", ":") or parse.tagged(index, "complement") is not None
        ):
            break
        index += 1
    return index


def named(
    parse: Parse, begin: int, stop: int, text: str, outlets: Lexicon[str], *, last: bool, verb: bool = False
) -> tuple[str, Span] | None:
    """The mention, unnamed source or outlet between two tokens; never a person's name.

    Beside a verb, where nouns have cases, a nominative before others.
    """
    choices: list[tuple[int, int]] = [
        (m.first, m.last)
        for m in parse.mentions
        if begin <= m.first and m.last <= stop and m.form not in ("anaphor", "adjective")
    ]
    choices += [
        (hit.first, hit.last) for hit in parse.all("unnamed") if begin <= hit.first and hit.last <= stop
    ]
    index = begin
    while index < stop:
        outlet = (
            outlets.at(parse.tokens, index)
            if parse.tokens[index].word and index not in parse.inside
            else None
        )
        if (
            outlet is not None
            and outlet.last <= stop
            and any(t.upper for t in parse.tokens[index : outlet.last])
        ):
            choices.append((outlet.first, outlet.last))
            index = outlet.last
            continue
        index += 1
    unknown = _outlet(parse, begin, stop) if verb and last and parse.grammar.plain else None
    if unknown is not None:
        choices.append(unknown)
    if not choices:
        return _acronym(parse, begin, stop, text)
    choices.sort()
    if parse.grammar.cases:
        choices = [c for c in choices if not any(o != c and o[0] <= c[0] and c[1] <= o[1] for o in choices)]
        if verb and last:
            seen = ((c, parse.inside.get(c[0])) for c in choices)
            choices = [c for c, m in seen if m is None or not _of_many(parse, stop, m)]
        choices = (verb and [c for c in choices if _speaks(parse, c[0])]) or [
            c for c in choices if not (verb and _spoken_of(parse, c[0]))
        ]
        if not choices:
            return _acronym(parse, begin, stop, text)
    first, end = choices[-1] if last else choices[0]
    if last:  # "the spokesman of the ministry": the head of a chain stands first.
        for other in reversed(choices[:-1]):
            between = range(other[1], first)
            plain = parse.grammar.cases and all(parse.tokens[i].word for i in between) and len(between) <= 1
            if (
                plain
                and not any(parse.tagged(i, "marker", "conjunction") or i in parse.verbs for i in between)
            ) or (
                between
                and len(between) <= 3
                and all(parse.tagged(i, "marker", "determiner") for i in between)
            ):
                first = other[0]
            else:
                break
    else:
        for other in choices[1:]:
            between = range(end, other[0])
            whole = parse.inside.get(first)
            if parse.grammar.construct and whole is not None and parse.inside.get(other[0]) is not whole:
                break
            if len(between) <= 2 and all(parse.tagged(i, "marker", "determiner") for i in between):
                end = max(end, other[1])
            else:
                break
    if parse.grammar.cases:
        first, end = _whole(parse, first, end, begin, stop, text)
    span = parse.span(first, end)
    return text[span.start : span.end], span


def _of_many(parse: Parse, verb: int, mention: Mention) -> bool:
    """Whether a country only seems to be who speaks: "Израиль подозревают", not "в Хартуме обвинили"."""
    return one_for_many(parse, verb, mention) and parse.governor(mention.first, mention).sort != "marker"


def _outlet(parse: Parse, begin: int, stop: int) -> tuple[int, int] | None:
    """Capitalised words after an article, straight before a verb of saying: "the Daily Nation reported".

    Without an article they may be a person's name.
    """
    first = stop
    while first > begin and parse.tokens[first - 1].upper and first - 1 not in parse.inside:
        first -= 1
    if first == stop or first <= begin or parse.tagged(first, "determiner") is not None:
        return None
    return (first, stop) if parse.tagged(first - 1, "determiner") is not None else None


def _speaks(parse: Parse, first: int) -> bool:
    """Whether what begins at a token can be who speaks: a nominative that hangs on nothing."""
    mention = parse.inside.get(first)
    if mention is None:
        return parse.tagged(first - 1, "marker") is None
    governor = parse.governor(mention.first, mention)
    marked = governor.sort == "marker" and governor.at != mention.first
    return not marked and ("nom" in mention.cases or not mention.cases)


def _spoken_of(parse: Parse, first: int) -> bool:
    """Whether what begins at a token is whom something is said of: a bare accusative."""
    mention = parse.inside.get(first)
    if mention is None or not mention.cases:
        return False
    bare = parse.governor(mention.first, mention).sort != "marker"
    return bare and "acc" in mention.cases and "nom" not in mention.cases


def _whole(parse: Parse, first: int, end: int, begin: int, stop: int, text: str) -> tuple[int, int]:
    """A speaker with the adjective before and the body or outlet after; a name in Cyrillic is left out."""
    before = parse.inside.get(first - 1)
    if before is not None and before.form == "adjective" and before.first >= begin:
        first = before.first
    while end < stop:
        mention = parse.inside.get(end)
        if mention is not None and mention.first == end and mention.form != "anaphor":
            if mention.last > stop or not ("gen" in mention.cases or not mention.cases):
                break
            end = mention.last
        elif parse.tokens[end].word and text[parse.tokens[end].start].isascii() and parse.tokens[end].upper:
            end += 1
        else:
            break
    return first, end


def _acronym(parse: Parse, begin: int, stop: int, text: str) -> tuple[str, Span] | None:
    """A single word in capitals names a body, not a person."""
    for index in range(begin, stop):
        if parse.tokens[index].upper == 2 and parse.tagged(index, "item") is None:
            span = parse.span(index, index + 1)
            return text[span.start : span.end], span
        if parse.grammar.cases and _foreign(parse, index):
            end = index + 1
            while end < stop and _foreign(parse, end):
                end += 1
            span = parse.span(index, end)
            return text[span.start : span.end], span
        end = _quoted(parse, index, stop) if parse.grammar.cases else index
        if end > index:
            span = parse.span(index, end)
            return text[span.start : span.end], span
    return None


def _quoted(parse: Parse, index: int, stop: int) -> int:
    """One past a name in quotation marks, or where it would begin: "по данным «Важных историй»"."""
    if parse.norm(index) not in OPENING or index + 1 >= stop or not parse.tokens[index + 1].upper:
        return index
    near = range(index + 2, min(index + 7, len(parse.tokens)))
    return next((i + 1 for i in near if parse.norm(i) in CLOSING and parse.norm(i) not in (",", "،")), index)


def _foreign(parse: Parse, index: int) -> bool:
    """Whether a capitalised word in Latin letters stands in a text of other letters: an outlet."""
    token = parse.tokens[index]
    return token.word and token.upper > 0 and token.norm.isascii() and parse.tagged(index, "item") is None


def speaker(parse: Parse, saying: Saying) -> Mention | None:
    """The actor who says it, for "X denied that it supplied"."""
    for hit in parse.all("speech"):
        if hit.last <= saying.first and hit.tag.form != "noun":
            for mention in reversed(parse.mentions):
                if (
                    mention.last <= hit.first
                    and mention.form != "adjective"
                    and parse.governor(mention.first, mention).sort == "free"
                ):
                    return mention
    return None
