"""Who does what a verb says."""

from __future__ import annotations

from collections.abc import Sequence

from thistledown.codebook.terms import ActorKind
from thistledown.reading.linear import nouns
from thistledown.reading.linear.accused import accused_of, accuser
from thistledown.reading.linear.construct import (
    belonging,
    belongs,
    followed,
    planned,
    reaches,
    undergoes,
)
from thistledown.reading.linear.control import acted, beyond, enabled, impersonal, stranger, unlisted
from thistledown.reading.linear.parse import Parse
from thistledown.reading.linear.saying import Saying
from thistledown.reading.linear.verbs import group_start, helpers_before
from thistledown.reading.mention_words import Mention

_FINITE = frozenset({"past", "present", "future", "conditional", "subjunctive", "passive", ""})


STATES = frozenset({ActorKind.STATE, ActorKind.STATE_FORCE})


def can_be_subject(parse: Parse, mention: Mention) -> bool:
    """Whether a mention's form allows it to be a subject."""
    if mention.form == "adjective" or mention.possessive:
        return False
    lone = mention.form == "anaphor" and mention.last - mention.first == 1  # "los", and no "los rebeldes"
    if lone and parse.grammar.plain and parse.tagged(mention.first, "person"):
        return False
    cased = bool(parse.grammar.cases and mention.cases)
    return not cased or "nom" in mention.cases or parse.counted(mention)


def subject_of(
    parse: Parse, saying: Saying, found: Sequence[Saying], before: Mention | None
) -> tuple[Mention | None, bool]:
    """The grammatical subject of a verb, and whether it comes from the sentence before."""
    form = saying.hit.tag.form
    if form == "participle" and parse.grammar.plain and saying.voice == "active" and saying.helpers:
        form = "past"  # "había suministrado": a finite verb in two words.
    home = saying.first
    index = group_start(parse, saying) - 1
    reduced = form in ("participle", "gerund") and not saying.helpers
    if reduced:
        near = index
        if parse.grammar.plain and (skip := parse.aside(near, home)) is not None:
            near = skip - 1
        while near >= 0 and parse.norm(near) in (",", "،"):
            near -= 1
        mention = parse.ending(near)
        if mention is not None and parse.grammar.plain and mention.form == "country":
            governor = parse.governor(mention.first, mention)
            if governor.sort == "marker" and governor.name == "in":  # "instructors in Mali, training"
                mention = parse.ending(governor.at - 1) or mention
        agrees = parse.norm(home).endswith(parse.grammar.oblique or ("\0",))  # "фирмы, снабжавшей"
        oblique = bool(parse.grammar.cases and form == "gerund" and mention and mention.cases) and not agrees
        if oblique and mention is not None and "nom" not in mention.cases:
            mention = None  # "взаимодействуют с боевиками, передавая": the subject is that of the sentence.
        if mention is not None and mention.form != "adjective":
            return mention, False
        if parse.grammar.plain and (ahead := _ahead(parse, saying, index)) is not None:
            return ahead, False
        if form == "participle":
            return None, False
    let = enabled(parse, saying) if parse.grammar.cases and form == "infinitive" else None
    if let is not None:
        return let, False
    named = _after_pronoun(parse, saying)
    if named is not None:
        return named, False
    accused = accused_of(parse, saying)
    if accused is not None:
        return accused, False
    untensed = form == "infinitive" or any(aux.tag.form == "infinitive" for aux in saying.helpers)
    if untensed and parse.grammar.plain and (stranger(parse, index, home) or accuser(parse, index, home)):
        return None, False
    right = right_subject(parse, saying) if parse.grammar.verb_first else None
    if right is not None and parse.grammar.construct and "object" in saying.frame.active:
        # "that it train soldiers": one bare actor after "that" and its verb is whom it is done to.
        controlled = parse.tagged(index, "complement") is not None and index not in parse.inside
        named = parse.ending(index - 1) if controlled else None
        if named is not None and parse.governor(named.first, named).sort == "marker":
            return named, False  # "it is up to Turkey to": who stands right before "that".
        alone = controlled and not followed(parse, right)
        doer = matrix_subject(parse, saying) if alone else None
        if doer is not None or (alone and planned(parse, saying.first)):
            return doer, False
    resumed = parse.grammar.construct and parse.tagged(saying.first, "it") is not None
    joint = parse.tagged(index, "relative") if parse.grammar.construct else None
    if (
        joint is not None
        and not resumed
        and not any(parse.tagged(i, "it") is not None for i in range(saying.last, saying.last + 2))
    ):
        named = antecedent(parse, joint.first)
        if named is not None:
            return named, False
    if right is not None and (parse.ending(index) is None or resumed):
        return right, False
    if parse.grammar.construct and undergoes(parse, saying.item, index):
        return None, False
    if parse.grammar.plain and _flown(parse, saying, index):
        return None, False
    low, edge = max(home - 45, 0), index
    while index >= low:
        skip = parse.aside(index, home)
        if skip is not None:
            edge = skip - 1 if index == edge else edge
            index = skip - 1
            continue
        relative = parse.tagged(index, "relative")
        if relative is not None and relative.tag.name:
            break
        if relative is not None:
            head = antecedent(parse, relative.first)
            if head is None and parse.tagged(index, "complement") is not None:
                if parse.grammar.plain and not parse.grammar.adjective_first and unlisted(parse, index):
                    return None, False
                break
            return head, False
        said = _said_within(parse, index) if parse.grammar.cases else None
        if said is not None:
            index = said
            continue
        mention = parse.inside.get(index)
        if parse.stops(index) and (mention is None or mention.form != "anaphor"):
            break
        if mention is not None:
            governor = parse.governor(mention.first, mention)
            if parse.grammar.plain and (_placed(parse, mention) or _says_so(parse, mention)):
                index = mention.first - 1
                continue
            if can_be_subject(parse, mention) and governor.sort == "free":
                return mention, False
            if parse.grammar.construct and belongs(parse, mention):
                return mention, False
            if (
                parse.grammar.construct
                and can_be_subject(parse, mention)
                and governor.sort == "verb"
                and parse.tagged(governor.at, "aux") is not None
            ):
                return mention, False
            if (
                can_be_subject(parse, mention)
                and governor.sort == "verb"
                and governor.at in parse.verbs
                and parse.verbs[governor.at].tag.sort == "speech"
            ):
                return mention, False
            if index == edge and governor.name == "of" and _led(parse, governor.at, mention):
                return mention, False
            if form == "infinitive" and governor.sort == "verb" and mention.last == saying.first:
                return mention, False
            index = mention.first - 1
            continue
        verb = parse.tagged(index, "trigger")
        if verb is not None and verb.tag.form not in ("noun", "participle", "infinitive", "gerund"):
            earlier = next((s for s in found if s.first == verb.first), None)
            if earlier is not None and earlier.voice == "active":
                return earlier.subject, False
            if earlier is not None:
                return earlier.subject, False
        index -= 1
    if parse.grammar.cases and reduced:
        return _later(parse, saying), False
    finite = form in _FINITE or (form == "infinitive" and bool(saying.helpers))
    if parse.grammar.cases and finite:
        right = right_subject(parse, saying)
        if right is not None and ("nom" in right.cases or not _continues(parse, index)):
            return right, False
    if parse.grammar.cases and form in _FINITE and parse.tagged(index, "complement") is not None:
        blamed = _blamed(parse, index)
        if blamed is not None:
            return blamed, False
    if parse.grammar.cases and form in _FINITE and _strange(parse, index, group_start(parse, saying)):
        return None, False
    if parse.grammar.cases and form in _FINITE and _continues(parse, index):
        right = right_subject(parse, saying)  # "чи передавав Іран", but not "що атакувала Ізраїль".
        if right is not None and (
            parse.tagged(index, "hedge") is not None or right.cases in ({"nom"}, {"nom", "loc"})
        ):
            return right, False
    if form in ("infinitive", "gerund") or (form in _FINITE and _continues(parse, index)):
        if parse.grammar.cases and (seat := seat_of(parse, saying)) is not None:
            return seat, False
        for mention in reversed(parse.mentions):
            if mention.last > home or not can_be_subject(parse, mention):
                continue
            if parse.grammar.cases and impersonal(parse, saying, mention):
                continue
            governor = parse.governor(mention.first, mention)
            if governor.sort == "free" or (governor.name == "of" and _led(parse, governor.at, mention)):
                return mention, False
    direct = index == group_start(parse, saying) - 1 and parse.tagged(index, "complement") is not None
    if parse.grammar.construct and form in _FINITE and direct:
        speaker = matrix_subject(parse, saying)
        if speaker is not None:
            return speaker, False
    right = right_subject(parse, saying)
    if right is not None and (parse.grammar.verb_first or parse.grammar.cases or _item_before(parse, saying)):
        return right, False
    denier = _denier(parse, saying)
    if denier is not None:
        return denier, False
    if parse.grammar.plain and parse.grammar.pro_drop and form in _FINITE:
        speaker = _of_oneself(parse, group_start(parse, saying) - 1)
        if speaker is not None:
            return speaker, False
    ours = bool(parse.grammar.ours) and parse.norm(saying.last - 1).endswith(parse.grammar.ours)
    ours = ours or any(
        parse.norm(aux.first).endswith(parse.grammar.ours or ("\0",)) for aux in saying.helpers
    )
    if form in _FINITE and (ours or any(parse.tagged(i, "we") for i in range(parse.start(home), home))):
        return _ourselves(parse, saying), False
    if parse.grammar.cases and form in _FINITE:
        likely = _likely(parse, saying, index)
        if likely is not None:
            return likely, False
    if saying.voice == "active" or saying.frame.passive.get("subject") is not None:
        begin = group_start(parse, saying)
        unknown = nouns.before(parse, begin)
        if unknown is None and parse.grammar.cases and begin >= 2:
            unknown = nouns.of_nation(parse, begin - 2, begin, frozenset({"nom"}))
        if unknown is not None:
            return unknown, False
    dropped = parse.grammar.pro_drop and (
        not parse.grammar.cases or saying.frame.active.get("subject") == "recipient"
    )  # Where nouns have cases a plural without a subject may be anybody: nobody is made a giver so.
    if parse.grammar.cases and acted(parse, group_start(parse, saying)):
        return None, False  # "кустари собирают": somebody no list knows.
    if before is not None and dropped and form in _FINITE and saying.voice == "active":
        return before, True
    return None, False


_CLOSING = frozenset({"»", "”", '"', "“"})


def _of_oneself(parse: Parse, index: int) -> Mention | None:
    """Who speaks of itself, with no subject after "that": "Teerã respondeu que jamais armou os rebeldes"."""
    while index > 0 and parse.tagged(index, "negation") is not None:
        index -= 1
    if parse.tagged(index, "complement") is None:
        return None
    for mention in reversed(parse.mentions):
        if mention.last > index or not can_be_subject(parse, mention):
            continue
        spoken = [i for i in range(mention.last, index) if parse.tagged(i, "speech") is not None]
        if spoken and parse.governor(mention.first, mention).sort == "free":
            return mention if index - mention.last <= 6 else None
    return None


def _strange(parse: Parse, clause: int, verb: int) -> bool:
    """Whether an unknown name stands straight before a verb: it acts, and nobody named before."""
    index = verb - 1
    token = parse.tokens[index] if clause < index else None
    return (
        token is not None
        and token.word
        and bool(token.upper)
        and clause >= 0
        and index not in parse.inside
        and parse.tagged(index, "item", "marker", "trigger", "period", "determiner", "unnamed") is None
    )


def _blamed(parse: Parse, complement: int) -> Mention | None:
    """Who is accused in the clause before: "звинуватила Руанду в тому, що та озброює"."""
    for hit in parse.all("speech"):
        if hit.tag.name != "alleged" or hit.tag.form == "noun" or not 0 <= complement - hit.last <= 9:
            continue
        for mention in parse.mentions:
            named = mention.form not in ("adjective", "anaphor") and hit.last <= mention.first < complement
            if named and mention.cases != {"nom"} and parse.governor(mention.first, mention).sort != "marker":
                return mention
    return None


def _ourselves(parse: Parse, saying: Saying) -> Mention | None:
    """Who says "we": the nearest to a verb of saying outside the quotation."""
    for hit in parse.all("speech"):
        if hit.tag.form == "noun" or hit.first == saying.first:
            continue
        near = [
            m
            for m in parse.mentions
            if m.form != "adjective"
            and abs(m.first - hit.first) <= 8
            and not any(parse.norm(i) in _CLOSING for i in range(m.last, hit.first))
        ]
        if near:
            return min(near, key=lambda m: max(m.first - hit.last, hit.first - m.last))
    return None


def _likely(parse: Parse, saying: Saying, index: int) -> Mention | None:
    """Where the order is free: what may be a nominative around a verb without a clear subject."""
    for mention in reversed(parse.mentions):
        may = "nom" in mention.cases or not mention.cases
        if index < mention.first and mention.last <= saying.first and may:
            plain = mention.form not in ("adjective", "anaphor")
            governor = parse.governor(mention.first, mention)
            if plain and governor.sort != "marker" and (mention.cases or governor.name != "item"):
                return mention
    end = parse.end(saying.last - 1)
    for mention in parse.mentions:
        if saying.last <= mention.first < min(end, saying.last + 9) and "nom" in mention.cases:
            between = range(saying.last, mention.first)
            taught = saying.frame.id == "train"  # "учат управлять дронами российские инструкторы"
            verbs = [i for i in between if i in parse.verbs]
            if any(not (taught and parse.verbs[i].tag.form == "infinitive") for i in verbs):
                break
            if any(parse.norm(i) in (",", "،") for i in between):
                break
            if not mention.cases - {"nom", "loc"} and parse.governor(mention.first, mention).sort == "free":
                return mention
    return None


def _after_pronoun(parse: Parse, saying: Saying) -> Mention | None:
    """The subject after a verb whose object is a pronoun before it: "les enseñaron unos rusos"."""
    if not parse.grammar.plain or parse.grammar.adjective_first or saying.voice != "active":
        return None
    finite = saying.hit.tag.form in ("past", "present", "future")
    pronoun = parse.tagged(saying.first - 1, "person") is not None and parse.ending(saying.first - 1) is None
    opens = saying.first < 2 or not parse.tokens[saying.first - 2].word
    mention = next((m for m in parse.mentions if saying.last <= m.first <= saying.last + 1), None)
    if not (finite and pronoun and opens and mention is not None) or mention.form in ("adjective", "anaphor"):
        return None
    return mention if parse.governor(mention.first, mention).sort != "marker" else None


def _said_within(parse: Parse, comma: int) -> int | None:
    """The token before ", как сообщил её представитель," when a comma closes that, or None."""
    if parse.norm(comma) not in (",", "،"):
        return None
    for index in range(comma - 1, max(comma - 10, 0), -1):
        if parse.norm(index) in (",", "،"):
            opens = parse.tagged(index + 1, "complement", "before", "hedge") is not None
            says = any(parse.tagged(i, "speech", "before", "hedge") for i in range(index + 1, index + 4))
            return index - 1 if opens and says and index + 1 < comma else None
    return None


def seat_of(parse: Parse, saying: Saying) -> Mention | None:
    """Whose seat says it where a plural verb of saying names nobody: "в Киеве заявили, что не поставляли"."""
    for hit in parse.all("speech"):
        if hit.tag.form == "noun" or not hit.last <= saying.first <= hit.last + 8:
            continue
        for mention in parse.mentions:
            if (
                hit.first - 2 <= mention.first
                and mention.last <= hit.last + 3
                and mention.last <= saying.first
            ):
                governor = parse.governor(mention.first, mention)
                seat = mention.form == "metonym" or mention.kind in STATES
                if seat and governor.sort == "marker" and governor.name in ("in", "into"):
                    return mention
    return None


def _later(parse: Parse, saying: Saying) -> Mention | None:
    """The subject after what hangs on a participle: "получив дроны, боевики…", "обучавшие их офицеры"."""
    for mention in parse.mentions:
        if mention.first < saying.last or mention.form == "adjective":
            continue
        if mention.first - saying.last > 14:
            break
        nominative = not mention.cases or "nom" in mention.cases
        if nominative and parse.governor(mention.first, mention).sort != "marker":
            return mention
    return None


def _says_so(parse: Parse, mention: Mention) -> bool:
    """Whether a speaker is thrown in between two commas: "their aim, investigators say, was to"."""
    hit = parse.verbs.get(mention.last)
    before = parse.norm(mention.first - 1) in (",", "،") or parse.norm(mention.first - 2) in (",", "،")
    return before and hit is not None and hit.tag.sort == "speech" and parse.norm(hit.last) in (",", "،")


def _led(parse: Parse, of: int, mention: Mention) -> bool:
    """Whether a mention after "of" ends a plain noun phrase that acts: "les assaillants du JNIM"."""
    return mention.form != "adjective" and (nouns.before(parse, of) is not None or nouns.opening(parse, of))


def _denier(parse: Parse, saying: Saying) -> Mention | None:
    """Who denies it, where nobody else is named: "a embaixada negou que o país tenha treinado"."""
    if saying.voice != "active" or saying.frame.active.get("subject") != "provider":
        return None
    for hit in parse.all("speech"):
        if hit.tag.name == "denied" and hit.last <= saying.first and hit.tag.form != "noun":
            for mention in reversed(parse.mentions):
                free = parse.governor(mention.first, mention).sort == "free"
                if mention.last <= hit.first and free and can_be_subject(parse, mention):
                    return mention
    return None


def _continues(parse: Parse, index: int) -> bool:
    """Whether a clause that opens here goes on with the subject of the one before: "and then", "que"."""
    return (
        index >= 0
        and parse.tagged(index, "subordinator", "complement") is not None
        and parse.grammar.pro_drop
    )


def _item_before(parse: Parse, saying: Saying) -> bool:
    """Whether the item is what a relative clause is about: "les drones qu'ont livrés les Russes"."""
    if saying.item is None or saying.item.last > saying.first:
        return False
    between = range(saying.item.last, saying.first)
    return not parse.grammar.plain or any(parse.tagged(i, "relative", "person") is not None for i in between)


def _ahead(parse: Parse, saying: Saying, index: int) -> Mention | None:
    """Who is spoken of after a clause that opens the sentence: "Trained by Russia, the rebels flew"."""
    marker = parse.tagged(index, "marker")
    index = marker.first - 1 if marker is not None and saying.hit.tag.form == "gerund" else index
    if index >= 0 and parse.tokens[index].word:
        return None
    comma = next((i for i in range(saying.last, saying.last + 20) if parse.norm(i) == ","), None)
    if comma is None:
        return None
    for mention in parse.mentions:
        if comma < mention.first <= comma + 6 and can_be_subject(parse, mention):
            between = range(comma + 1, mention.first)
            return mention if not any(i in parse.verbs or parse.stops(i) for i in between) else None
    return None


def _flown(parse: Parse, saying: Saying, index: int) -> bool:
    """Whether the drone itself is what strikes: "des drones les ont attaqués"; who sent it stays unsaid."""
    if saying.frame.needs != "instrument" or saying.voice != "active" or saying.item is None:
        return False
    item = saying.item
    between = range(item.last, index + 1)
    if item.last > index + 1 or len(between) > 2 or any(not parse.tokens[i].word for i in between):
        return False
    if any(parse.tagged(i, "relative", "marker") is not None for i in between):
        return False
    return parse.governor(item.first).sort == "free"


def _placed(parse: Parse, mention: Mention) -> bool:
    """Whether a country only says where a place lies: "in Idlib, northern Syria, to train"."""
    if mention.form != "country" or parse.norm(mention.last) != ",":
        return False
    return "," in (parse.norm(mention.first - 1), parse.norm(mention.first - 2))


def antecedent(parse: Parse, relative: int) -> Mention | None:
    """What a relative word stands for, when it is an actor."""
    index = relative - 1
    if parse.tagged(index, "marker") is not None:
        return None
    while index >= 0 and (
        parse.norm(index) in (",", "،", ")")
        or parse.aside(index, relative) is not None
        or (parse.grammar.construct and parse.tagged(index, "aux", "hedge") is not None)
    ):
        index -= 1
    mention = parse.ending(index)
    if mention is None and parse.grammar.plain:
        mention = _headed_by(parse, index)
    if mention is None or (parse.grammar.plain and mention.form == "adjective"):
        return None
    governor = parse.governor(mention.first, mention)
    if (
        governor.sort == "marker"
        and governor.name in ("to", "in")
        and parse.ending(governor.at - 1) is not None
    ):
        return parse.ending(governor.at - 1)  # "le FLA au Mali, qui ...".
    if governor.sort == "marker" and governor.name == "of":
        head = parse.ending(governor.at - 1)
        return head if head is not None and head.cohort else mention
    return mention


def _headed_by(parse: Parse, index: int) -> Mention | None:
    """Who stands before words that only say where they are from: "fighters from the far north who"."""
    for at in range(index, max(index - 5, 0), -1):
        person = parse.tagged(at, "person_noun") is not None  # "fined a tourist who"
        if not parse.tokens[at].word or at in parse.verbs or at in parse.inside or person:
            return None
        marker = parse.tagged(at, "marker")
        if marker is not None and not parse.article(at):
            return parse.ending(marker.first - 1) if marker.tag.name in ("from", "of", "in") else None
    return None


def right_subject(parse: Parse, saying: Saying) -> Mention | None:
    """A subject straight after its verb, or after who is said between commas to have told it."""
    found = _right_of(parse, saying, saying.last)
    if found is None and parse.grammar.cases:
        for comma in range(saying.last, saying.last + 8):
            told = beyond(parse, comma)
            if told is not None:
                return _right_of(parse, saying, told)
            if parse.norm(comma) in (",", "،"):
                break
    return found


def _right_of(parse: Parse, saying: Saying, start: int) -> Mention | None:
    if saying.hit.tag.form in ("infinitive", "gerund", "participle") and not saying.helpers:
        return None
    if parse.tagged(saying.first, "plural") is not None:  # In Arabic it stands before it.
        return None
    index = start
    while index < len(parse.tokens) and index - start < 4:
        mention = parse.inside.get(index)
        if mention is not None and mention.form == "anaphor" and parse.tagged(index, "marker") is not None:
            index = mention.last
            continue
        if mention is not None:
            fits = can_be_subject(parse, mention) and (
                not parse.grammar.cases or "nom" in mention.cases or not mention.cases
            )
            named = mention.form != "anaphor" or parse.grammar.construct
            if parse.grammar.cases and not fits:  # "поставила Сенегалу Туреччина": the next may be it.
                index = mention.last
                continue
            return mention if fits and named else None
        if parse.grammar.construct and index == saying.last:
            member = belonging(parse, index)
            if member is not None:
                return member
        if not (parse.tagged(index, "determiner", "person") or parse.passed(index)) or parse.tagged(
            index, "marker"
        ):
            return None
        index += 1
    return None


def matrix_subject(parse: Parse, saying: Saying) -> Mention | None:
    """Who announces, denies or plans a deed of their own: "نفت أوكرانيا تزويد المتمردين"."""
    index = saying.first - 1
    joint = False
    while index >= 0 and saying.first - index <= 12:
        if parse.tagged(index, "complement") is not None and parse.inside.get(index) is None:
            if joint or saying.voice == "nominal":
                return None
            joint = True
        elif parse.norm(index) in (";", ":") or parse.tagged(index, "relative", "subordinator") is not None:
            return None
        hit = parse.verbs.get(index)
        if hit is not None:
            if hit.tag.sort != "speech" or hit.tag.name not in ("denied", "forecast", "reported"):
                return None
            verb = Saying(
                hit=hit,
                trigger=parse.span(hit.first, hit.last),
                frame=saying.frame,
                kind=saying.kind,
                voice="active",
                helpers=helpers_before(parse, hit.first),
            )
            subject, _ = subject_of(parse, verb, (), None)
            if subject is None or subject.last > saying.first:
                return None
            between = range(max(hit.last, subject.last), saying.first)
            if parse.tagged(hit.first, "expects") is not None:
                return None
            if hit.tag.name == "reported" and any(parse.tagged(i, "marker") is not None for i in between):
                return None
            return subject if reaches(parse, between) else None
        index -= 1
    return None
