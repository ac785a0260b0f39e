"""What must stand near a trigger before it counts: the thing moved, the drone as means, people."""

from __future__ import annotations

from thistledown.codebook.terms import ActorKind, Item, Kind
from thistledown.reading.clauses import Clauses, Governor
from thistledown.reading.draft import Draft
from thistledown.reading.items import ItemWord
from thistledown.reading.mention_words import Mention

# A noun after an item word that makes the item a mere modifier: "drone units" are not drones.
_MODIFIED = frozenset(
    [
        "unit",
        "units",
        "operator",
        "operators",
        "pilot",
        "pilots",
        "team",
        "teams",
        "attack",
        "attacks",
        "strike",
        "strikes",
        "training",
        "programme",
        "programmes",
        "program",
        "programs",
        "course",
        "courses",
        "footage",
        "video",
        "videos",
        "warfare",
        "use",
        "capability",
        "capabilities",
        "show",
        "shows",
        "industry",
        "school",
        "schools",
        "specialist",
        "specialists",
        "instructor",
        "instructors",
        "technology",
        "expert",
        "experts",
        "crew",
        "crews",
        "instruction",
        "bombing",
        "bombings",
        "force",
        "forces",
        "maker",
        "makers",
        "skills",
        "flight",
        "flights",
        "display",
        "battalion",
        "brigade",
        "regiment",
        "raid",
        "raids",
        "assault",
        "usage",
        "instructors",
        "technician",
        "technicians",
        "engineer",
        "engineers",
        "piloting",
        "group",
        "groups",
        "threat",
        "threats",
        "incursion",
        "incursions",
        "activity",
        "war",
        "academy",
        "network",
        "networks",
        "project",
        "exporters",
        "exports",
        "manufacturers",
        "suppliers",
        "squad",
        "squads",
        "corps",
        "operations",
        "operation",
        "skill",
        "purchases",
        "shipments",
        "deliveries",
        "transfers",
        "supplies",
        "imports",
        "production",
        "sales",
        "sightings",
        "seizures",
        "regulation",
        "regulations",
        "campaign",
        "experience",
        "knowledge",
        "factory",
        "workshop",
        "plant",
        "base",
        "specialists",
        "base",
        "bases",
        "hub",
        "sector",
        "market",
        "cooperation",
    ]
)
_INSTRUMENT_MARKERS = frozenset({"with", "by", "from", "through"})


def needs_met(clauses: Clauses, draft: Draft, context: bool) -> bool:
    """Whether what a draft's frame asks for stands near its trigger; notes the item's words in the draft."""
    match draft.frame.needs:
        case "item":
            return _item_moved(clauses, draft, context)
        case "instrument":
            return _instrument(clauses, draft)
        case "drone":
            return any(item.drone for item in clauses.items)
        case "people":
            people = draft.providers
            return (
                context
                and any(m.cohort or m.form in ("people", "agent") for m in people)
                and bool(draft.recipients or any(m.former for m in people))
            )
        case _:
            return context or any(item.drone for item in clauses.items)


def is_head(clauses: Clauses, item: ItemWord) -> bool:
    """Whether an item word is the thing itself and not a modifier of another noun."""
    after = item.last
    while clauses.norm(after) in ('"', "”", "“", "-", ")", "(") or any(
        i.first == after for i in clauses.items
    ):
        after = next((i.last for i in clauses.items if i.first == after), after + 1)
    return clauses.norm(after) not in _MODIFIED


def governed(clauses: Clauses, item: ItemWord) -> Governor:
    """What an item word hangs on, as for a mention."""
    stand_in = Mention(
        span=clauses.span(item.first, item.last), literal="", first=item.first, last=item.last, actor=None,
        kind=ActorKind.UNKNOWN, name="",
    )  # fmt: skip
    return clauses.walk(stand_in)


def _item_moved(clauses: Clauses, draft: Draft, context: bool) -> bool:
    drone_near = context or any(item.drone for item in clauses.items)
    if not drone_near:
        return False
    start, end = clauses.clause_start(draft.first), clauses.clause_end(draft.last - 1)
    movable = (Item.EQUIPMENT, Item.COMPONENTS, Item.MUNITION)
    best: ItemWord | None = None
    for item in clauses.items:
        if not start <= item.first < end:
            continue
        knowledge = (
            item.item in (Item.KNOWLEDGE, Item.EXPERIENCE)
            and draft.frame.id == "supply"
            and draft.voice == "nominal"
        )
        if item.item not in movable and not knowledge:
            continue
        attached = draft.voice == "nominal" and item.last == draft.first
        if not attached and not is_head(clauses, item):
            continue
        if not item.drone and not knowledge and draft.kind is Kind.USE:
            continue
        if not _object_place(clauses, draft, item):
            continue
        if best is None or (item.drone and not best.drone):
            best = item
    if best is None:
        if (
            draft.frame.id == "supply"
            and draft.voice == "nominal"
            and context
            and clauses.norm(draft.first - 1) == "such"
        ):
            draft.reasons.append("'such': the item was named before")
            return True
        return False
    draft.item_span = clauses.span(best.first, best.last)
    return True


def _object_place(clauses: Clauses, draft: Draft, item: ItemWord) -> bool:
    governor = governed(clauses, item)
    sort, name, at = governor
    after = item.first >= draft.last
    if draft.voice == "active":
        if not after and draft.frame.item_is_subject:
            return sort in ("start", "report", "name", "verb") and draft.first - item.last <= 8
        if not after:
            between = [clauses.norm(i) for i in range(item.last, draft.first)]
            return bool(between) and between[0] in clauses.words.relative and len(between) <= 6
        if item.first - draft.last > 14:
            return False
        if sort == "verb":
            return at == draft.last - 1 or ((draft.first <= at) and _coordinated_verb(clauses, draft, at))
        if sort == "marker":
            return (name == "with" and draft.kind is Kind.TRANSFER) or (
                name == "of"
                and at - draft.last <= 5
                and not any(i in clauses.verbs for i in range(draft.last, at))
            )
        if sort == "start" and clauses.norm(at) not in (",", "/", "(", *clauses.words.conjunction):
            return False
        return not any(i in clauses.verbs for i in range(draft.last, item.first))
    if draft.voice == "passive":
        if not after:
            between = [clauses.norm(i) for i in range(item.last, draft.first)]
            if (
                len(between) > 12
                or "how" in between
                or any(i in clauses.verbs for i in range(item.last, draft.first - 1))
            ):
                return False
            return (
                sort in ("start", "report", "name", "verb")
                or (sort == "marker" and name == "of")
                or item.last == draft.first
            )
        return sort == "marker" and name == "with" and draft.kind is Kind.TRANSFER
    if not after:
        return draft.first - item.last <= 2
    near = item.first - draft.last <= 8
    if draft.frame.id in ("hold", "appear"):
        return near
    return near and ((sort == "marker" and name in ("of", "in", "with")) or sort == "start" or sort == "name")


def _coordinated_verb(clauses: Clauses, draft: Draft, at: int) -> bool:
    return at - draft.last <= 2 and clauses.norm(draft.last) in clauses.words.conjunction


def _instrument(clauses: Clauses, draft: Draft) -> bool:
    start, end = clauses.clause_start(draft.first), clauses.clause_end(draft.last - 1)
    for item in clauses.items:
        if not item.drone or not start <= item.first < end:
            continue
        sort, name, at = governed(clauses, item)
        before = item.last <= draft.first
        if draft.voice == "nominal":
            gap = draft.first - item.last
            if (
                before
                and 0 <= gap <= 3
                and not any(clauses.norm(i) in ("'s", ",", "of") for i in range(item.last, draft.first))
            ):
                draft.item_span = clauses.span(item.first, item.last)
                return True
            if not before and sort == "marker" and name in _INSTRUMENT_MARKERS and at - draft.last <= 10:
                draft.item_span = clauses.span(item.first, item.last)
                return True
            if not before and any(
                clauses.norm(i) in ("using", "involving") for i in range(draft.last, item.first)
            ):
                draft.item_span = clauses.span(item.first, item.last)
                return True
            continue
        head = is_head(clauses, item)
        owned = sort == "name" and _opens(clauses, item)
        adjacent = draft.form == "ing" and item.last == draft.first
        if before and head and (sort in ("start", "report") or owned or adjacent):
            subject_ok = (
                draft.voice == "active"
                or any(clauses.norm(i) in ("by", "from") for i in range(draft.last, end))
                or (draft.voice == "passive" and draft.lemma in ("drop", "release"))
            )
            if subject_ok and not (
                draft.voice == "passive" and draft.lemma in ("destroy", "hit", "damage", "target")
            ):
                draft.item_span = clauses.span(item.first, item.last)
                return True
        marked = sort == "marker" and name in _INSTRUMENT_MARKERS
        using = not before and any(clauses.norm(i) in ("using", "via") for i in range(draft.last, item.first))
        uses = before and any(
            clauses.norm(i) in ("used", "using", "uses", "use", "flew", "sent", "deployed")
            for i in range(start, item.first)
        )
        dashed = clauses.norm(item.last) == "-" and clauses.norm(item.last + 1) in (
            "dropped",
            "borne",
            "delivered",
        )
        if (not before and (marked or using) and (head or dashed)) or (
            before and uses and draft.voice == "active"
        ):
            draft.item_span = clauses.span(item.first, item.last)
            return True
    return False


def _opens(clauses: Clauses, item: ItemWord) -> bool:
    """Whether the name right before an item opens the clause: "CJNG drones hit"."""
    owner = clauses.possessor(item.first)
    return owner is not None and clauses.governor(owner).sort in ("start", "report")
