"""`thistledown show`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from thistledown.cli.claims import print_claim
from thistledown.cli.options import AsOfOption, CasebookOption, JsonOption, moment, opened
from thistledown.cli.output import count, out, plain, say_json

if TYPE_CHECKING:
    from thistledown.casebook.view import RecordedClaim, View


def run(
    subject: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]",
            help="Id of an event, claim, report, actor, source or capture; left out: an overview.",
        ),
    ] = None,
    casebook: CasebookOption = None,
    as_of: AsOfOption = None,
    json: JsonOption = False,
) -> None:
    """Show what the casebook holds, or one thing in it with all that it rests on."""
    with opened(casebook) as book:
        view = book.view(moment(as_of))
        shown = _overview(view) if subject is None else _one(view, subject)
        if json:
            say_json(shown)
        elif subject is None:
            _print_overview(shown)
        else:
            _print_one(view, shown)


TALLIES = ("kind", "pathway", "certainty", "country", "provider", "recipient")


def _overview(view: View) -> dict[str, Any]:
    return {"counts": view.counts(), **{by: dict(view.tally(by, 15)) for by in TALLIES}}


def _print_overview(shown: dict[str, Any]) -> None:
    counts = shown["counts"]
    out.print(
        f"{count(counts['events'], 'event')}, {count(counts['claims_coded'], 'claim')} coded by hand, "
        f"{counts['claims_read']} read by machine, {count(counts['reports'], 'report')} in "
        f"{count(counts['captures'], 'capture')}, {count(counts['actors'], 'actor')}, "
        f"{count(counts['sources'], 'source')}."
    )
    print_tallies(shown)


def print_tallies(shown: dict[str, dict[str, int]], by: tuple[str, ...] = TALLIES) -> None:
    """Print counts of events, one line a way of counting."""
    for name in by:
        if shown[name]:
            listed = ", ".join(f"{value} {times}" for value, times in list(shown[name].items())[:10])
            out.print(f"  events by {name}: {plain(listed)}")


def _one(view: View, subject: str) -> dict[str, Any]:
    from thistledown.casebook.errors import UnknownIdError

    for what, find in (
        ("event", _event),
        ("claim", _claim),
        ("report", _report),
        ("actor", _actor),
        ("source", _source),
        ("capture", _capture),
    ):
        try:
            return {"is": what, "id": subject, **find(view, subject)}
        except UnknownIdError:
            continue
    raise UnknownIdError(
        f"nothing in the casebook has the id {subject} (as known on the date asked for); "
        "`thistledown search WORDS` finds ids"
    )


def _event(view: View, key: str) -> dict[str, Any]:
    found = view.event(key)
    return {
        "title": found.title,
        "certainty": found.certainty,
        "first_use": found.first_use,
        "coder": found.coder,
        "recorded_at": found.recorded_at,
        "claims": [_claim_json(item) for item in found.claims],
    }


def _claim_json(found: RecordedClaim) -> dict[str, Any]:
    item = found.claim
    cited = item.citation
    return {
        "id": found.id,
        **item.as_json(),
        "pathways": {name.value: weight for name, weight in item.pathways},
        "coder": item.coder,
        "codebook": item.codebook,
        "reasons": list(item.reasons),
        "recorded_at": found.recorded_at,
        "citation": cited
        and {
            "url": cited.url,
            "source": cited.source,
            "publisher": cited.publisher,
            "published": cited.published,
            "language": cited.language,
            "note": cited.note,
        },
    }


def _claim(view: View, key: str) -> dict[str, Any]:
    shown = _claim_json(view.claim(key))
    shown["events"] = view.events_of_claim(key)
    shown["judgements"] = [dict(row) for row in view.judgements("claim", key)]
    return shown


def _report(view: View, key: str) -> dict[str, Any]:
    found = view.report(key)
    return {
        "title": found.title,
        "outlet": found.outlet,
        "source": found.source,
        "url": found.url,
        "locator": found.locator,
        "part": found.part,
        "published": str(found.published) if found.published else None,
        "language": found.language,
        "notes": list(found.notes),
        "capture": found.sha256,
        "text": found.text,
        "claims": [_claim_json(item) for item in view.claims_of_report(key)],
    }


def _actor(view: View, key: str) -> dict[str, Any]:
    return {
        **dict(view.actor(key)),
        "names": [dict(row) for row in view.actor_names(key)],
        "relations": [dict(row) for row in view.actor_relations(key)],
        "claims": [item.id for item in view.claims_of_actor(key)],
    }


def _source(view: View, key: str) -> dict[str, Any]:
    return {
        **dict(view.source(key)),
        "grades": [dict(row) for row in view.source_grades(key)],
        "claims": [item.id for item in view.claims_of_source(key)],
        "reports": [item.id for item in view.reports_of_source(key)],
    }


def _capture(view: View, key: str) -> dict[str, Any]:
    from thistledown.casebook.errors import UnknownIdError

    if len(key) != 64:
        raise UnknownIdError(key)
    return {**dict(view.capture(key)), "custody": [dict(row) for row in view.custody(key)]}


def _print_one(view: View, shown: dict[str, Any]) -> None:
    out.print(f"[bold]{shown['is']}[/] {plain(shown['id'])}")
    claims = []
    match shown["is"]:
        case "event":
            found = view.event(shown["id"])
            out.print(plain(found.title))
            out.print(
                f"  certainty {plain(found.certainty)}; coded by {plain(found.coder)}; "
                f"{count(len(found.claims), 'claim')}"
            )
            claims = list(found.claims)
        case "claim":
            claims = [view.claim(shown["id"])]
        case "report":
            claims = view.claims_of_report(shown["id"])
    if shown["is"] in ("actor", "source", "capture", "report"):
        for key, value in shown.items():
            if key in ("is", "id", "text", "claims") or value in (None, "", []):
                continue
            for line in value if isinstance(value, list) else [value]:
                said = (
                    ", ".join(
                        str(v) for k, v in line.items() if v and k not in ("entry", "recorded_at", "id")
                    )
                    if isinstance(line, dict)
                    else line
                )
                out.print(f"  {key}: {plain(said)}")
        if shown.get("text"):
            for paragraph in str(shown["text"]).split("\n\n"):
                out.print(f"    {plain(paragraph)}")
        if isinstance(shown.get("claims"), list) and shown["is"] != "report":
            out.print(f"  claims: {len(shown['claims'])}")
    for item in claims:
        print_claim(item.claim, name=item.id)
