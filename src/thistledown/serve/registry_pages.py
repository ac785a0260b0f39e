"""Sources, actors and places: who says it, who takes part, where it happens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from starlette.responses import Response

from thistledown.casebook.errors import UnknownIdError
from thistledown.casebook.schema import actor_profile
from thistledown.serve.filters import count
from thistledown.serve.lines import EventLine
from thistledown.serve.overview import lines_of
from thistledown.serve.page import BadRequestError, Page
from thistledown.serve.pictures import columns

SHOWN = 200


def sources(page: Page) -> Response:
    """`/sources`: those that events cite; with `all` also those that the registry merely knows."""
    lines = lines_of(page)
    events = Counter(source for line in lines for source in line.sources)
    grade, network, country = page.ask("grade", 1), page.ask("network"), page.ask("country", 3)
    everything = page.ask("all", 1) == "1"
    known = page.sources.by_id.values()
    shown = [
        line
        for line in known
        if (everything or events[line.id])
        and (not grade or (line.grade or "-") == grade)
        and (not network or line.network == network)
        and (not country or line.country == country)
    ]
    shown.sort(key=lambda line: (-events[line.id], line.name.casefold()))
    return page.show(
        "sources.html",
        lines=shown,
        events=events,
        known=len(known),
        cited=sum(1 for line in known if events[line.id]),
        everything=everything,
        grade=grade,
        network=network,
        country=country,
        grades=sorted(Counter(line.grade or "-" for line in known if events[line.id]).items()),
        networks=count([line.network] if line.network and events[line.id] else [] for line in known),
    )


def source(page: Page) -> Response:
    """`/sources/{id}`: grade and reason, network, its claims and reports."""
    key = page.part("id")
    profile = page.view.source(key)
    claims = page.view.claims_of_source(key, limit=SHOWN)
    about = page.view.events_of_claims([one.id for one in claims])
    titles = {line.id: line.title for line in lines_of(page)}
    network = profile["network"]
    return page.show(
        "source.html",
        profile=profile,
        line=page.sources.get(key),
        grades=page.view.source_grades(key),
        claims=claims,
        about=about,
        titles=titles,
        most=SHOWN,
        reports=page.view.reports_of_source(key, limit=SHOWN),
        same_network=sorted(
            (one for one in page.sources.by_id.values() if network and one.network == network),
            key=lambda one: one.name.casefold(),
        ),
    )


def actors(page: Page) -> Response:
    """`/actors`: those that take part in events; with `all` also those that the registry merely knows."""
    lines = lines_of(page)
    given = Counter(key for line in lines for key in {k for k, _ in line.providers} if key)
    taken = Counter(key for line in lines for key in {k for k, _ in line.recipients} if key)
    both = Counter(key for line in lines for key in line.actors)
    kind, country, everything = page.ask("kind", 40), page.ask("country", 3), page.ask("all", 1) == "1"
    known = page.kept("actors", page.view.actors)
    shown = [
        row
        for row in known
        if (everything or both[row["actor_id"]])
        and (not kind or row["kind"] == kind)
        and (not country or row["country"] == country)
    ]
    shown.sort(key=lambda row: (-both[row["actor_id"]], row["name"].casefold()))
    loose = Counter(
        name for line in lines for name in {n for k, n in line.providers | line.recipients if not k}
    )
    return page.show(
        "actors.html",
        rows=shown,
        given=given,
        taken=taken,
        both=both,
        known=len(known),
        active=sum(1 for row in known if both[row["actor_id"]]),
        everything=everything,
        kind=kind,
        country=country,
        kinds=count([row["kind"]] if both[row["actor_id"]] else [] for row in known),
        loose=loose.most_common(),
    )


def actor(page: Page) -> Response:
    """`/actors/{id}`: names in all scripts, what it belongs to, what came before and after, its events."""
    key = page.part("id")
    profile = page.view.actor(key)
    lines = lines_of(page)
    names: dict[str, list[tuple[str, str]]] = {}
    for row in page.view.actor_names(key):
        names.setdefault(row["language"], []).append((row["name"], row["form"]))
    relations = page.view.actor_relations(key)
    others = {
        row["actor_id"]: row["name"]
        for row in page.view.actors(
            actor_profile.c.actor_id.in_(
                {row["actor_id"] for row in relations}
                | {row["other_id"] for row in relations}
                | {profile["parent_id"] or ""}
            )
        )
    }
    given = [line for line in lines if any(one == key for one, _ in line.providers)]
    taken = [line for line in lines if any(one == key for one, _ in line.recipients)]
    return page.show(
        "actor.html",
        profile=profile,
        names=names,
        relations=relations,
        others=others,
        children=page.view.actors(actor_profile.c.parent_id == key),
        given=_newest(given),
        taken=_newest(taken),
        most=SHOWN,
        read=page.view.claims_of_actor(key, limit=SHOWN),
        years=columns([line for line in lines if key in line.actors], height=120),
        by_pathway=count(line.pathways for line in lines if key in line.actors),
    )


def places(page: Page) -> Response:
    """`/places`: countries with their events, and the places named in them."""
    lines = lines_of(page)
    events = count(line.countries for line in lines)
    named: dict[str, Counter[str]] = {}
    for line in lines:
        where = line.lead.where if line.lead else None
        if where and where.country and where.name:
            named.setdefault(where.country, Counter())[where.name] += 1
    return page.show(
        "places.html",
        rows=[(code, number, named.get(code, Counter()).most_common(12)) for code, number in events],
        longest=max((number for _, number in events), default=1),
        without=sum(1 for line in lines if not line.countries),
    )


def place(page: Page) -> Response:
    """`/places/{country}`: one country's events by place."""
    code = page.part("country")
    if len(code) != 3 or not code.isascii() or not code.isupper():
        raise BadRequestError("a country is asked for by its three capital letters, for instance /places/MLI")
    lines = [line for line in lines_of(page) if code in line.countries]
    if not lines:
        raise UnknownIdError(f"the record has no event in {page.site.words.country(code)}")
    return page.show(
        "place.html",
        code=code,
        lines=_newest(lines),
        years=columns(lines, height=120),
        by_pathway=count(line.pathways for line in lines),
        by_kind=count(line.kinds for line in lines),
        providers=_parties(line.providers for line in lines),
        recipients=_parties(line.recipients for line in lines),
    )


def _parties(groups: Iterable[frozenset[tuple[str, str]]]) -> list[tuple[tuple[str, str], int]]:
    return Counter(pair for group in groups for pair in group).most_common(12)


def _newest(lines: list[EventLine]) -> list[EventLine]:
    return sorted(lines, key=lambda line: (line.sort_date, line.id), reverse=True)
