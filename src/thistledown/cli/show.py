"""`thistledown show`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from thistledown.cli.claims import print_claim
from thistledown.cli.options import AsOfOption, CasebookOption, JsonOption, moment, opened
from thistledown.cli.output import count, out, plain, say_json

if TYPE_CHECKING:
    from thistledown.casebook.view import RecordedClaim, View
    from thistledown.weigh.judgements import Judged


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
    """Show what the casebook holds, or one thing in it with all that it rests on.

    An event is shown as analysts left it, with how likely it is. The overview counts the record as it was
    read and coded: joined events count each, and rejected claims count.
    """
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
    """An event as analysts left it: joined, named, claims corrected, rejected ones apart."""
    from thistledown.weigh.casework import Casework
    from thistledown.weigh.events.judged import event_chiefs
    from thistledown.weigh.judgements import Judgements

    work = Casework(view)
    found = work.event(key)
    chiefs = event_chiefs(view)
    members = [event for event, chief in chiefs.items() if chief == found.id] or [found.id]
    recorded = {item.id: item for event in view.events(members) for item in event.claims}
    stand = {item.id for item in found.claims}
    judgements = Judgements(view)
    return {
        "id": found.id,
        "title": found.title,
        "certainty": found.certainty,
        "first_use": found.first_use,
        "coder": found.coder,
        "recorded_at": found.recorded_at,
        "joined": sorted(set(members) - {found.id}),
        "assessment": work.assess(found.id).summary_json() if found.claims else None,
        "claims": [
            _claim_json(item) | {"changes": _changes(judgements.of(recorded[item.id]))}
            for item in found.claims
        ],
        "rejected": [key for key in recorded if key not in stand],
    }


def _changes(judged: Judged) -> list[dict[str, Any]]:
    return [
        {
            "slot": change.slot,
            "original": change.machine,
            "now": change.human,
            "coder": change.coder,
            "comment": change.comment,
        }
        for change in judged.both.changes
    ]


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
    """A claim as it was read or coded, and beside it what analysts made of it."""
    from thistledown.weigh.judgements import Judgements

    judged = Judgements(view).of(view.claim(key))
    standing = judged.standing
    shown = _claim_json(judged.recorded)
    shown["events"] = view.events_of_claim(key)
    shown["verdict"] = judged.both.verdict and judged.both.verdict.value
    shown["standing"] = standing and _claim_json(standing)
    shown["changes"] = _changes(judged)
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
            claims = _print_event(view, shown)
        case "claim":
            _print_claim(view, shown)
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


def _print_event(view: View, shown: dict[str, Any]) -> list[RecordedClaim]:
    """Print the head of an event; the claims that stand are returned."""
    from thistledown.cli.assess import headline
    from thistledown.weigh.casework import Casework

    work = Casework(view)
    found = work.event(shown["id"])
    certainty = f"certainty as coded: {plain(found.certainty)}; " if found.certainty else ""
    out.print(plain(found.title))
    out.print(f"  {certainty}put together by {plain(found.coder)}; {count(len(found.claims), 'claim')}")
    if shown["joined"]:
        out.print(f"  joined with it: {plain(', '.join(shown['joined']))}")
    if found.claims:
        out.print(f"  {headline(work.assess(found.id))}; `thistledown assess {plain(found.id)}` says why")
    else:
        out.print("  No claim about it stands.")
    for claim in shown["claims"]:
        for change in claim["changes"]:
            out.print(f"  {plain(claim['id'])}: {plain(_change(change))}")
    for key in shown["rejected"]:
        out.print(f"  rejected: {plain(key)}")
    return list(found.claims)


def _print_claim(view: View, shown: dict[str, Any]) -> None:
    """Print a claim as it stands, with what an analyst changed in it; a rejected one as it was read."""
    from thistledown.weigh.judgements import Judgements

    judged = Judgements(view).of(view.claim(shown["id"]))
    standing = judged.standing
    print_claim((standing or judged.recorded).claim, name=shown["id"])
    if shown["events"]:
        out.print(f"  about {plain(', '.join(shown['events']))}")
    for change in shown["changes"]:
        out.print(f"  {plain(_change(change))}")
    if judged.both.verdict is not None:
        said = "accepted" if standing else "rejected: it counts for nothing"
        out.print(f"  {said}, by {plain(', '.join(judged.both.coders))}")
    for coder, comment in judged.comments:
        out.print(f"  noted by {plain(coder)}: {plain(comment)}")


def _change(change: dict[str, Any]) -> str:
    why = f" ({change['comment']})" if change["comment"] else ""
    return f"{change['slot']} was corrected by {change['coder']}{why}"
