"""How a saying is put: asserted, reported, alleged, guessed, denied or foretold, and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from thistledown.casebook.span import Span
from thistledown.codebook.terms import Modality, Polarity
from thistledown.reading.lexicon import Lexicon
from thistledown.reading.linear.conditions import conditioned, opens_if
from thistledown.reading.linear.grammar import Tag
from thistledown.reading.linear.holders import CLOSING, holder_of, named
from thistledown.reading.linear.parse import Hit, Parse
from thistledown.reading.linear.saying import Saying
from thistledown.reading.linear.verbs import helpers_before
from thistledown.reading.modality import Stance

_COMMAS = frozenset({",", "،"})
# How many tokens before a verb of saying its speaker may begin, after a comma.
# Words between a trigger and the clause that tells who says it.
_CLOSES_WITHIN = 60
_SPEAKER, _LONG_SPEAKER = 9, 16


_LEVEL = {
    "reported": Modality.REPORTED,
    "alleged": Modality.ALLEGED,
    "speculated": Modality.SPECULATED,
    "denied": Modality.DENIED,
    "forecast": Modality.FORECAST,
}


# The later decides where several hold.
_STRENGTH = (
    Modality.ASSERTED,
    Modality.REPORTED,
    Modality.ALLEGED,
    Modality.SPECULATED,
    Modality.FORECAST,
    Modality.DENIED,
)


_FINITE = frozenset({"past", "present", "future", "conditional", "passive", ""})


@dataclass(slots=True)
class _Notes:
    """What was found, as it is found."""

    levels: list[tuple[Modality, Span]] = field(default_factory=list)
    holders: list[tuple[str, Span]] = field(default_factory=list)


def stance_of(
    parse: Parse, saying: Saying, text: str, outlets: Lexicon[str], *, question: bool, listed: bool
) -> Stance:
    """Decide how a saying is put.

    Args:
        parse: its sentence.
        saying: what the sentence says.
        text: the report's text.
        outlets: names of sources, which may be holders.
        question: the sentence asks.
        listed: the sentence is an item of a list that enumerates possibilities.
    """
    notes = _Notes()
    start, end = parse.start(saying.first), parse.end(saying.last - 1)

    def note(level: Modality, first: int, last: int) -> None:
        notes.levels.append((level, parse.span(first, last)))

    def hold(found: tuple[str, Span] | None) -> None:
        if found is not None and all(found[0] != name for name, _ in notes.holders):
            notes.holders.append(found)

    for hit in parse.all("speech"):
        if hit.first <= saying.first < hit.last or hit is saying.light:
            continue
        level = _LEVEL.get(hit.tag.name)
        if hit.last <= saying.first and _covers(parse, hit, saying):
            if level is None or _negated(parse, hit.first):
                if level is Modality.DENIED:
                    if parse.grammar.construct:  # "did not deny" asserts nothing.
                        note(Modality.SPECULATED, hit.first, hit.last)
                    hold(holder_of(parse, hit, text, outlets))
                elif level is not None and (hit.tag.form != "noun" or level is Modality.SPECULATED):
                    note(Modality.SPECULATED, hit.first, hit.last)
                continue
            if level is Modality.FORECAST and not _open(parse, saying):
                level = Modality.REPORTED
            note(level, hit.first, hit.last)
            who = holder_of(parse, hit, text, outlets)
            about_noun = parse.grammar.cases and hit.tag.form == "noun" and who is not None
            if not about_noun or not any(m.span.overlaps(who[1]) for m in saying.parties if who):
                hold(who)
        elif (
            hit.first >= saying.last
            and level in (Modality.REPORTED, Modality.ALLEGED, Modality.SPECULATED)
            and _tail(parse, hit, saying)
        ) or (level is not None and _told_of(parse, hit, saying)):
            note(level, hit.first, hit.last)
            hold(holder_of(parse, hit, text, outlets, tail=True))
        elif level is Modality.DENIED and parse.grammar.cases and _denied_after(parse, hit, saying):
            note(level, hit.first, hit.last)
            hold(holder_of(parse, hit, text, outlets))
    for hit in parse.all("tells"):
        who = _closing(parse, hit, saying, text, outlets)
        if who is not None and not any(span.overlaps(who[1]) for _, span in notes.holders):
            note(_LEVEL[hit.tag.name], hit.first, hit.last)
            hold(who)
    lead = _headline(parse, saying)
    if lead is not None:
        found = named(parse, *lead, text, outlets, last=True)
        if found is not None:
            note(Modality.REPORTED, *lead)
            hold(found)
    for hit in parse.all("before"):
        if any(parse.tagged(i, "relative") for i in range(saying.last, hit.first)):
            continue  # "the drone from which, according to X, …": X tells of what follows.
        note(Modality.REPORTED, hit.first, hit.last)
        stop = min(hit.last + 12, len(parse.tokens))
        commas = [i for i in range(hit.last, saying.first) if parse.norm(i) in _COMMAS]
        if not parse.grammar.plain or len(commas) == 1:
            stop = next((i for i in range(hit.last, stop) if parse.norm(i) in _COMMAS), stop)
        hold(named(parse, hit.last, stop, text, outlets, last=False))
    if parse.grammar.construct:
        said = _headed(parse, saying, text, outlets)
        if said is not None:
            note(Modality.REPORTED, said[0], said[0] + 1)
            hold(said[1])
    for hit in parse.all("hedge"):
        level = _LEVEL.get(hit.tag.name)
        if level is None or hit.first <= saying.first < hit.last:
            continue
        if _hedges(parse, hit, saying, start, end):
            note(level, hit.first, hit.last)
    for hit in parse.all("wish"):
        if start - 1 <= hit.first < saying.first and _wished(parse, hit, saying):
            note(Modality.FORECAST, hit.first, hit.last)
    suggested = any(level is Modality.ALLEGED for level, _ in notes.levels)
    for level, hit in _by_form(parse, saying):
        if suggested and level is Modality.SPECULATED:
            continue  # "reports suggest that X may have": said once.
        note(level, hit.first, hit.last)
    duty = _duty(parse, saying, start) if parse.grammar.construct else None
    if duty is not None:
        note(Modality.FORECAST, duty, duty + 1)
    for hit in parse.all("negation_first"):
        plain = parse.tagged(saying.first, "it") is None and saying.hit.tag.form == "past"
        if hit.last == saying.first and plain and _opens(parse, hit.first):
            note(Modality.DENIED, hit.first, hit.last)
    wanted = any(level is Modality.FORECAST for level, _ in notes.levels)
    for hit in parse.all("negation"):
        if wanted and saying.hit.tag.form in ("infinitive", "past") and parse.grammar.cases:
            continue  # "потребовали не передавать" tells of a wish.
        if _denies(parse, hit, saying, start):
            note(Modality.DENIED, hit.first, hit.last)
    for hit in parse.all("refutation"):
        note(Modality.DENIED, hit.first, hit.last)
        who = holder_of(parse, hit, text, outlets) if parse.grammar.cases else None
        if who is not None and not any(m.span.overlaps(who[1]) for m in saying.parties):
            hold(who)
    unproven = False
    for hit in parse.all("unproven"):
        if _covers_doubt(parse, hit, saying):
            unproven = True
            note(Modality.SPECULATED, hit.first, hit.last)
    if question:
        note(Modality.SPECULATED, saying.first, saying.last)
    if any(start <= hit.first < saying.first for hit in parse.all("certain")):
        notes.levels = [one for one in notes.levels if one[0] not in (Modality.SPECULATED, Modality.REPORTED)]
    strongest = max(notes.levels, key=lambda one: _STRENGTH.index(one[0]), default=None)
    modality = strongest[0] if strongest else Modality.ASSERTED
    return Stance(
        modality=modality,
        polarity=Polarity.NEGATIVE
        if modality is Modality.DENIED or (unproven and modality is Modality.SPECULATED)
        else Polarity.POSITIVE,
        generic=_generic(parse, saying, listed, start),
        holders=tuple(name for name, _ in notes.holders),
        holder_span=notes.holders[0][1] if notes.holders else None,
        cue=strongest[1] if strongest else None,
        cues=tuple(f"{level.value}: {span.of(text)}" for level, span in notes.levels),
        hedges=len(notes.levels),
    )


def _covers_doubt(parse: Parse, hit: Hit, saying: Saying) -> bool:
    """Whether it is this that is said to lack proof: "no evidence that …", ", offered without proof"."""
    if abs(hit.first - saying.first) > _CLOSES_WITHIN:
        return False
    if hit.last <= saying.first:
        return not _breaks(parse, hit.last, saying.first)
    between = range(saying.last, hit.first)
    return not any(parse.norm(i) in (";", ":") or parse.tagged(i, "relative") is not None for i in between)


def _headed(
    parse: Parse, saying: Saying, text: str, outlets: Lexicon[str]
) -> tuple[int, tuple[str, Span]] | None:
    """The colon and the speaker of a headline such as "Moscow: Kyiv trains rebels"; a dateline is none."""
    colon = next((i for i in range(1, min(9, saying.first)) if parse.norm(i) == ":"), None)
    if colon is None or any(i in parse.verbs for i in range(colon)):
        return None
    if parse.grammar.cases and any(parse.tagged(i, "trigger") is not None for i in range(colon)):
        return None  # "Корпус взялся за обучение солдат: …"
    first = parse.inside.get(0)
    place = first is not None and first.form in ("metonym", "country") and first.last == colon
    if place and colon + 1 in parse.verbs:
        return None
    who = named(parse, 0, colon, text, outlets, last=False)
    return (colon, who) if who is not None else None


def _breaks(parse: Parse, first: int, last: int) -> bool:
    """Whether something between two tokens ends what a word of saying covers."""
    for index in range(first, last):
        if parse.norm(index) in (";", ")"):
            return True
        if parse.norm(index) in _COMMAS and parse.tagged(index + 1, "subordinator") is not None:
            return parse.tagged(index + 1, "complement") is None
    return False


def _covers(parse: Parse, hit: Hit, saying: Saying) -> bool:
    """Whether a trigger lies in what a word of saying before it says."""
    if _breaks(parse, hit.last, saying.first):
        return False
    if parse.aside(hit.first, saying.first) is not None:
        return False
    after = parse.norm(hit.last)
    between = range(hit.last, saying.first)
    said = any(parse.tagged(i, "complement") for i in between) or ":" in (parse.norm(i) for i in between)
    said = said or any(parse.norm(i) in ("“", "«", '"') for i in between)
    if hit.tag.form == "noun":
        return (
            said
            or (saying.voice == "nominal" and len(between) <= 7)
            or (not _commas(parse, between) and len(between) <= 12)
        )
    if parse.grammar.construct and _spoken_anew(parse, between):
        return False
    if said:
        return not _new_clause(parse, hit, saying)
    if hit.tag.name in ("denied", "forecast", "alleged"):
        put_off = parse.grammar.plain and any(aux.tag.form == "infinitive" for aux in saying.helpers)
        put_off = put_off or any(parse.tagged(i, "about") for i in range(hit.last, hit.last + 4))
        reach = 30 if saying.hit.tag.form in ("infinitive", "gerund") or put_off else 16
        return len(between) <= reach and not _new_clause(parse, hit, saying)
    if after in _COMMAS:
        return _thrown_in(parse, hit)
    return len(between) <= 24 and not _new_clause(parse, hit, saying)


def _duty(parse: Parse, saying: Saying, start: int) -> int | None:
    """The word of a duty, "على روسيا أن تسلم": what must happen has not happened."""
    if saying.hit.tag.form == "past" or parse.tagged(start - 1, "complement") is None:
        return None
    who = parse.ending(start - 2)
    if who is None:
        return None
    governor = parse.governor(who.first, who)
    return governor.at if governor.sort == "marker" and governor.name == "on" else None


def _opens(parse: Parse, index: int) -> bool:
    """Whether a token opens a clause: there an Arabic "ما" says "not", elsewhere "what"."""
    if index == 0 or not parse.tokens[index - 1].word:
        return True
    return parse.tagged(index - 1, "complement", "conjunction") is not None


def _spoken_anew(parse: Parse, between: range) -> bool:
    """Whether somebody else begins to speak after a comma: "though X denied it, Y says that"."""
    for index in between:
        hit = parse.verbs.get(index + 1)
        if parse.norm(index) in _COMMAS and hit is not None and hit.tag.sort == "speech":
            return True
    return False


def _headline(parse: Parse, saying: Saying) -> tuple[int, int] | None:
    """Who speaks in a headline: "СМИ: Украина поставила…", "Россия снабжает… — источник"."""
    for index in range(1, min(8, saying.first)):
        if parse.norm(index) == ":":
            first = parse.inside.get(0)
            if first is not None and first.form == "country" and first.last == index:
                return None  # Where it happened.
            return (0, index) if not any(i in parse.verbs for i in range(index)) else None
    last = len(parse.tokens)
    while last > 0 and not parse.tokens[last - 1].word:
        last -= 1
    for index in range(last - 1, max(last - 6, saying.last), -1):
        if parse.norm(index) in "—–":
            return (index + 1, last) if not any(i in parse.verbs for i in range(index, last)) else None
    return None


def _denied_after(parse: Parse, hit: Hit, saying: Saying) -> bool:
    """Whether a verb of denying follows what it denies: "обвинения в поставках в Москве отвергли"."""
    if hit.first < saying.last or hit.tag.form == "noun" or _negated(parse, hit.first):
        return False
    between = range(saying.last, hit.first)
    if any(parse.tagged(i, "complement", "relative", "subordinator") for i in between):
        return False
    opening = parse.start(saying.first) - 1
    if 0 <= opening <= 3 and parse.tagged(opening, "complement") is not None and _commas(parse, between):
        return True  # "Що Іран постачав дрони, у Тегерані відкидають."
    if any(parse.tagged(i, "complement") for i in range(hit.last, min(hit.last + 3, len(parse.tokens)))):
        return False
    told = any(about.last <= saying.first for about in parse.all("about"))
    return told or (saying.voice == "nominal" and not _commas(parse, between))


def _told_of(parse: Parse, hit: Hit, saying: Saying) -> bool:
    """Whether a happening is the subject of a passive of saying: "transfers by X were documented by Y"."""
    if saying.voice != "nominal" or saying.light is not None or hit.first < saying.last:
        return False
    if parse.grammar.cases and hit.tag.form != "noun" and not _negated(parse, hit.first):
        led = range(saying.last, hit.first)  # "Продажу дронов подтвердили два дипломата."
        spoken = hit.tag.name == "reported" and hit.tag.form not in ("participle", "passive")
        return spoken and not any(
            i in parse.verbs or not parse.tokens[i].word or parse.tagged(i, "complement") for i in led
        )
    helpers = helpers_before(parse, hit.first) if parse.grammar.plain and hit.tag.form != "noun" else ()
    if not helpers or helpers[0].tag.name != "be" or _negated(parse, hit.first):
        return False
    between = range(saying.last, helpers[-1].first)
    return not any(i in parse.verbs or parse.norm(i) in (";", ":") for i in between)


def _commas(parse: Parse, between: range) -> bool:
    return any(parse.norm(i) in _COMMAS for i in between)


def _new_clause(parse: Parse, hit: Hit, saying: Saying) -> bool:
    """Whether a clause of its own begins between a word of saying and a finite trigger."""
    if saying.voice == "nominal" or saying.hit.tag.form not in _FINITE:
        return False
    for index in range(hit.last, saying.first):
        joined = parse.norm(index) in _COMMAS and parse.tagged(index + 1, "conjunction") is not None
        if joined and not any(parse.tagged(i, "complement") for i in range(index, saying.first)):
            return any(parse.tagged(i, "complement") for i in range(hit.last, index))
    return False


def _tail(parse: Parse, hit: Hit, saying: Saying) -> bool:
    """Whether a verb of saying after a trigger tells who reported it: ", a déclaré le ministre"."""
    if hit.tag.form == "noun" or parse.aside(hit.first, saying.first) is not None:
        return False
    reach = _LONG_SPEAKER if parse.grammar.plain else _SPEAKER
    comma = next(
        (
            i
            for i in range(hit.first - 1, max(hit.first - reach, saying.last - 1), -1)
            if parse.norm(i) in CLOSING or parse.norm(i) in "—–"
        ),
        None,
    )
    if comma is None:
        return False
    if parse.tagged(comma + 1, "relative", "conjunction", "subordinator", "complement") is not None:
        return False
    near = 3 if parse.grammar.plain else 10  # "indique une note que nous avons pu consulter"
    return not any(
        parse.tagged(i, "complement") for i in range(hit.last, min(hit.last + near, len(parse.tokens)))
    )


def _closing(
    parse: Parse, hit: Hit, saying: Saying, text: str, outlets: Lexicon[str]
) -> tuple[str, Span] | None:
    """Who tells it in the clause that closes a sentence: ", a leaked memo shows.", ", advierte la ONU"."""
    if not saying.last <= hit.first <= saying.last + _CLOSES_WITHIN or not _tail(parse, hit, saying):
        return None
    clause = range(hit.first, hit.first)
    while parse.norm(clause.start - 1) not in CLOSING and parse.norm(clause.start - 1) not in "—–":
        clause = range(clause.start - 1, hit.first)
    own = (i for i in clause if parse.tagged(i, "aux") is None)
    if any(i in parse.verbs or parse.tagged(i, "item") is not None for i in own):
        return None
    english = parse.grammar.adjective_first and parse.grammar.plain
    if any(parse.tagged(i, "determiner", "aux", "person") is None for i in clause):
        ends = hit.last >= len(parse.tokens) or not parse.tokens[hit.last].word
        if not ends and parse.tagged(hit.last, "marker", "period") is None:
            return None
    elif english:
        return None
    return holder_of(parse, hit, text, outlets, tail=True)


def _thrown_in(parse: Parse, hit: Hit) -> bool:
    """Whether a speaker and a verb of saying stand between two commas: "where, the army said, rebels fly"."""
    if not parse.grammar.plain or hit.tag.form == "noun":
        return False
    for index in range(hit.first - 1, max(hit.first - _SPEAKER, -1), -1):
        if parse.norm(index) == ",":
            return parse.tagged(index + 1, "relative", "conjunction", "subordinator", "complement") is None
        if index in parse.verbs:
            return False
    return False


def _negated(parse: Parse, first: int) -> bool:
    """Whether a negation stands at a verb."""
    index = first - 1
    while index >= 0 and first - index <= 4:
        if parse.tagged(index, "negation") is not None:
            return True
        if not (parse.tagged(index, "aux", "person") or parse.passed(index)):
            return False
        index -= 1
    return False


def _open(parse: Parse, saying: Saying) -> bool:
    """Whether a trigger under a word of planning or warning is still to come."""
    if any(aux.tag.form == "conditional" for aux in saying.helpers) and parse.grammar.hearsay:
        return False
    if saying.helpers and any(aux.tag.form in ("future", "conditional") for aux in saying.helpers):
        return True
    return saying.voice == "nominal" or saying.hit.tag.form in (
        "infinitive",
        "future",
        "conditional",
        "subjunctive",
        "present",
        "gerund",
    )


def _hedges(parse: Parse, hit: Hit, saying: Saying, start: int, end: int) -> bool:
    if parse.aside(hit.first, saying.first) is not None:
        return False
    inside = start <= hit.first < end
    if any(parse.tagged(i, "complement") is not None for i in (hit.last - 1, hit.last)):
        inside = inside or (hit.last <= saying.first and parse.start(saying.first) - hit.last <= 1)
    if hit.tag.name == "forecast":
        if hit.last > saying.first:
            return saying.voice == "nominal" and hit.first - saying.last <= 6 and inside
        near = saying.first - hit.last <= (
            10 if saying.hit.tag.form in ("infinitive", "noun", "subjunctive") else 6
        )
        opens = parse.tagged(hit.first, "subordinator") is not None
        purpose = opens or (bool(parse.grammar.cases) and parse.tagged(hit.first, "complement") is not None)
        return (inside or purpose) and near and (purpose or saying.hit.tag.form != "past")
    if hit.last <= saying.first:
        return inside or (saying.first - hit.last <= 25 and not _breaks(parse, hit.last, saying.first))
    owed = parse.tagged(hit.first, "marker")
    if owed is not None and "owed" in parse.markers(hit.first) and saying.voice == "nominal":
        return hit.first - saying.last <= 25  # "um ataque com drones em Morales, no Cauca, atribuído ao ELN"
    return inside and hit.first - saying.last <= 8 and not _of_another(parse, hit)


def _of_another(parse: Parse, hit: Hit) -> bool:
    """Whether what stands straight after a hedge is a verb of its own: "drones, allegedly supplied by X"."""
    after = [other.tag for other in parse.hits.get(hit.last, ()) if other.tag.sort == "trigger"]
    return parse.grammar.plain and any(tag.form not in ("noun", "") for tag in after)


def _future_before(parse: Parse, saying: Saying) -> Hit | None:
    """A verb in the future that an infinitive serves: "permanecerán allí para capacitar"."""
    if saying.hit.tag.form != "infinitive" or not parse.grammar.future:
        return None
    for index in range(saying.first - 1, max(parse.start(saying.first), saying.first - 12) - 1, -1):
        token = parse.tokens[index]
        if not token.word or token.upper or index in parse.inside or token.end - token.start < 6:
            continue
        if parse.words(index, index + 1).lower().endswith(parse.grammar.future):
            return Hit(index, index + 1, Tag("aux", "will", "future"))
    return None


def _modal_before(parse: Parse, saying: Saying) -> Hit | None:
    """A modal verb that an infinitive or gerund serves: "would see them working for a cartel"."""
    bare = saying.hit.tag.form in ("infinitive", "gerund") and not saying.helpers
    if not bare or not parse.grammar.adjective_first or not parse.grammar.plain:
        return None
    low, index = parse.start(saying.first), saying.first - 1
    while index >= low:
        skip = parse.aside(index, saying.first)
        if skip is not None:
            index = skip - 1
            continue
        aux = parse.tagged(index, "aux")
        if aux is not None and aux.tag.form != "infinitive":
            modal = aux.tag.name in ("will", "may")
            perfect = any(hit.tag.name == "have" for hit in parse.all("aux") if hit.first == aux.last)
            return aux if modal and not perfect else None
        if index in parse.verbs and parse.verbs[index].tag.form not in ("infinitive", "gerund", "present"):
            return None
        index -= 1
    return None


def _hearsay_before(parse: Parse, saying: Saying) -> Hit | None:
    """A conditional of hearsay that an infinitive serves: "habrían viajado a Kiev para capacitarse"."""
    if saying.hit.tag.form != "infinitive" or not parse.grammar.hearsay:
        return None
    for index in range(saying.first - 1, max(parse.start(saying.first), saying.first - 14) - 1, -1):
        aux = parse.tagged(index, "aux")
        if aux is not None and aux.tag.name == "have" and aux.tag.form == "conditional":
            return aux
    return None


def _by_form(parse: Parse, saying: Saying) -> Iterator[tuple[Modality, Hit]]:
    """What the form of the verb or of its helpers says."""
    ahead = _future_before(parse, saying)
    if ahead is not None:
        yield Modality.FORECAST, ahead
    ahead = _modal_before(parse, saying)
    if ahead is not None:
        yield Modality.SPECULATED if ahead.tag.name == "may" else Modality.FORECAST, ahead
    bare = saying.hit.tag.form == "infinitive" and not saying.helpers
    if parse.grammar.hearsay and (bare or saying.hit.tag.form == "subjunctive") and opens_if(parse, saying):
        yield Modality.FORECAST, saying.hit
    heard = _hearsay_before(parse, saying)
    if heard is not None:
        yield Modality.ALLEGED, heard
    promised = parse.tagged(saying.first, "promises") if saying.voice != "nominal" else None
    if promised is not None:
        yield Modality.FORECAST, promised
    group = (saying.light or saying.hit, *saying.helpers)
    names = [aux.tag.name for aux in saying.helpers]
    for hit in group:
        if hit.tag.form == "conditional":
            perfect = "have" in names or "be" in names
            if parse.grammar.hearsay and conditioned(parse, saying):
                yield Modality.FORECAST, hit
            elif parse.grammar.hearsay and (perfect or saying.voice != "nominal"):
                yield (Modality.ALLEGED if perfect or parse.grammar.hearsay else Modality.FORECAST), hit
            else:
                yield Modality.FORECAST, hit
        elif hit.tag.form == "future":
            yield Modality.FORECAST, hit
        elif hit.tag.sort == "aux" and hit.tag.name == "may":
            yield Modality.SPECULATED, hit
        elif hit.tag.sort == "aux" and hit.tag.name == "perhaps":
            after = min((one for one in group if one.first > hit.first), key=lambda one: one.first)
            if after.tag.form != "past":
                yield Modality.SPECULATED, hit
        elif hit.tag.sort == "aux" and hit.tag.name == "will":  # "could have supplied": it may be so already.
            yield Modality.SPECULATED if "have" in names else Modality.FORECAST, hit


def _wished(parse: Parse, hit: Hit, saying: Saying) -> bool:
    """Whether a word such as "so that" makes what follows a wish: nothing else is said in between."""
    between = range(hit.last, saying.first)
    verbs = [i for i in between if i in parse.verbs and parse.verbs[i] is not saying.light]
    return not verbs and not any(parse.norm(i) in _COMMAS for i in between)


def _denies(parse: Parse, hit: Hit, saying: Saying, start: int) -> bool:
    item = saying.item
    if item is not None and saying.last <= hit.first and hit.last == item.first and parse.grammar.cases:
        return parse.tagged(hit.first, "harmless") is None  # "использовали не дроны, а миномёты"
    if hit.last > saying.first or hit.first < start - 1:
        return False
    if parse.tagged(hit.first, "harmless") is not None:
        return False
    goal = (saying.light or saying.hit).first
    if hit.last > goal:
        return False
    gap = [
        i
        for i in range(hit.last, goal)
        if not (parse.tagged(i, "aux", "person", "determiner") or parse.passed(i))
    ]
    gap = [i for i in gap if i not in parse.inside]
    if any(hedge.tag.name == "speculated" for hedge in parse.all("hedge") if hit.last <= hedge.first < goal):
        return False  # "не российские ли специалисты управляли": a question, not a denial.
    if any(parse.norm(i) in _COMMAS or parse.tagged(i, "conjunction") for i in range(hit.last, goal)):
        return False
    others = [i for i in range(hit.last, goal) if i in parse.verbs and parse.verbs[i] is not saying.light]
    limit = 2 if saying.voice == "nominal" and saying.light is None else 1
    return len(gap) <= limit and not others


def _generic(parse: Parse, saying: Saying, listed: bool, start: int) -> bool:
    parties = saying.parties
    if parties and all(m.generic and m.country is None for m in parties):
        return True
    if any(parse.all("background")) and saying.voice == "nominal":
        return True
    if any(start <= hit.first < saying.last + 6 for hit in parse.all("generic")):
        return not any(m.actor for m in parties)
    return listed and saying.light is None and not any(m.actor for m in parties)
