"""`thistledown sources`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from thistledown.cli.options import AsOfOption, CasebookOption, JsonOption, find_casebook, moment, opened
from thistledown.cli.output import count, out, plain, say_json
from thistledown.cli.review import CoderOption

if TYPE_CHECKING:
    from thistledown.weigh.sources import SourceStanding

app = typer.Typer(
    help="See who says it and how far each is relied on; register and grade sources.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
WhyOption = Annotated[str, typer.Option("--why", "-w", help="The reason, for those who read it later.")]
# Reports and claims that `show` lists.
SHOWN = 20


@app.callback()
def start() -> None:
    """See who says it and how far each is relied on; register and grade sources."""


@app.command(name="list")
def listed(
    everyone: Annotated[
        bool, typer.Option("--all", help="Also sources on which no report and no claim hangs.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="How many of each to show at most.")] = 30,
    casebook: CasebookOption = None,
    as_of: AsOfOption = None,
    json: JsonOption = False,
) -> None:
    """List outlets that nobody registered, then sources with their grades; most claims first."""
    from thistledown.casebook.unregistered import unregistered
    from thistledown.weigh.casework import Casework
    from thistledown.weigh.sources import sources_standing

    with opened(casebook) as book:
        view = book.view(moment(as_of))
        found = [one for one in sources_standing(Casework(view)) if everyone or one.reports or one.claims]
        unknown = sorted(unregistered(view), key=lambda one: (-one.claims, -one.reports, one.name))
    if json:
        for outlet in unknown[:limit]:
            say_json({"registered": False, **asdict(outlet)})
        for one in found[:limit]:
            say_json({"registered": True, **one.as_json()})
        return
    for outlet in unknown[:limit]:
        hangs = f"{count(outlet.reports, 'report')}, {count(outlet.claims, 'claim')}"
        where = f" ({plain(outlet.host)})" if outlet.host and outlet.host != outlet.name else ""
        out.print(f"not registered  {plain(outlet.name)}{where}: {hangs}, counts as F")
    for one in found[:limit]:
        _print_line(one)
    out.print(
        f"{count(len(unknown), 'outlet')} not registered, {count(len(found), 'source')} registered."
        + (" `thistledown sources add NAME --url …` registers one." if unknown else "")
    )


@app.command()
def show(
    source: Annotated[str, typer.Argument(metavar="ID", help="Id of a source.")],
    casebook: CasebookOption = None,
    as_of: AsOfOption = None,
    json: JsonOption = False,
) -> None:
    """Show a source: its grades with their reasons, how often it is taken to be right, what hangs on it."""
    from thistledown.weigh.casework import Casework
    from thistledown.weigh.sources import sources_standing

    with opened(casebook) as book:
        view = book.view(moment(as_of))
        view.source(source)
        one = next(item for item in sources_standing(Casework(view)) if item.id == source)
        # The one in force first.
        grades = [
            {
                "grade": row["reliability"],
                "reason": row["reason"],
                "by": row["graded_by"],
                "at": row["recorded_at"],
                "entry": row["entry"],
            }
            for row in reversed(view.source_grades(source))
        ]
        reports = [
            {"id": item.id, "title": item.title, "url": item.url}
            for item in view.reports_of_source(source, SHOWN)
        ]
    if json:
        say_json({**one.as_json(), "grades": grades, "newest": reports})
        return
    _print_line(one)
    behind = [one.kind, one.country or "seat not known", f"owner: {one.owner}"]
    out.print("  " + plain(", ".join([*behind, *([f"network: {one.network}"] if one.network else [])])))
    for number, row in enumerate(grades):
        held = "" if number == 0 else " (no longer holds)"
        said = f"grade {row['grade']} by {row['by']} on {str(row['at'])[:10]}, entry {row['entry']}"
        out.print(f"  {plain(said)}{held}: {plain(row['reason'])}")
    for item in reports:
        out.print(f"  report {plain(item['id'])}  {plain(item['title'] or item['url'] or 'without a title')}")


@app.command()
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the source calls itself.")],
    grade: Annotated[
        str, typer.Option("--grade", "-g", help="A (reliable) to E (unreliable), F (cannot be judged).")
    ],
    why: WhyOption,
    url: Annotated[
        list[str] | None,
        typer.Option(
            help="An address it puts out, with all below it: example.org, t.me/channel. May be repeated.",
            show_default=False,
        ),
    ] = None,
    report: Annotated[
        list[str] | None,
        typer.Option(help="Id of a report that is its own. May be repeated.", show_default=False),
    ] = None,
    country: Annotated[
        str | None, typer.Option(help="Its seat, in three letters: FRA.", show_default=False)
    ] = None,
    owner: Annotated[
        str, typer.Option(help="Who stands behind it: independent, commercial, state-owned, government, …")
    ] = "unknown",
    kind: Annotated[
        str, typer.Option(help="outlet, news-agency, office, account, research, blog, aggregator, company.")
    ] = "outlet",
    language: Annotated[
        str | None, typer.Option(help="What it chiefly writes in: fr.", show_default=False)
    ] = None,
    network: Annotated[
        str | None, typer.Option(help="A group of sources that speak as one.", show_default=False)
    ] = None,
    casebook: CasebookOption = None,
    coder: CoderOption = None,
    json: JsonOption = False,
) -> None:
    """Register a source that is in no registry, with its grade; `thistledown undo` takes it back."""
    from thistledown.casebook.record import open_casebook
    from thistledown.casebook.registering import register_source, reports_held

    with open_casebook(find_casebook(casebook), who=coder) as book:
        key, entry = register_source(
            book,
            name,
            grade=grade,
            why=why,
            urls=url or (),
            reports=report or (),
            kind=kind,
            country=country,
            language=language,
            owner=owner,
            network=network,
        )
        held = len(reports_held(book.view(), key))
    if json:
        say_json({"entry": entry, "id": key, "grade": grade.upper(), "reports": held})
        return
    out.print(
        f"Registered {plain(name)} as {plain(key)}, grade {grade.upper()}: {count(held, 'report')} so far."
    )
    out.print(f"  Written as entry {entry}; `thistledown undo {entry}` takes it back.")


@app.command()
def grade(
    source: Annotated[str, typer.Argument(metavar="ID", help="Id of a source.")],
    letter: Annotated[
        str, typer.Argument(metavar="GRADE", help="A (reliable) to E (unreliable), F (cannot be judged).")
    ],
    why: WhyOption,
    casebook: CasebookOption = None,
    coder: CoderOption = None,
    json: JsonOption = False,
) -> None:
    """Grade a source; your grade stands above the registry's, and `thistledown undo` takes it back."""
    from thistledown.casebook.record import open_casebook
    from thistledown.weigh.review.deciding import regrade

    with open_casebook(find_casebook(casebook), who=coder) as book:
        before = book.view().grades().get(source)
        entry = regrade(book, source, letter.upper(), why)
    if json:
        say_json({"entry": entry, "id": source, "grade": letter.upper(), "before": before})
        return
    was = f", was {before}" if before else ", had none"
    out.print(f"{plain(source)} is graded {letter.upper()}{was}.")
    out.print(f"  Written as entry {entry}; `thistledown undo {entry}` takes it back.")


def _print_line(one: SourceStanding) -> None:
    right = f"right in {one.right * 100:.0f} of 100 ({one.low * 100:.0f} to {one.high * 100:.0f})"
    said = right + (", learned from judgements" if one.learned else ", by its grade")
    hangs = f"{count(one.reports, 'report')}, {count(one.claims, 'claim')}"
    out.print(f"{one.grade or 'no grade'}  {plain(one.name)} ({plain(one.id)}): {said}; {hangs}")
