"""`thistledown events`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from thistledown.cli.actors import NO_REASON, ReasonOption, say_said
from thistledown.cli.claims import print_claim
from thistledown.cli.options import AsOfOption, CasebookOption, JsonOption, moment, opened
from thistledown.cli.output import count, out, plain, say_json

if TYPE_CHECKING:
    from thistledown.casebook.view import RecordedEvent
    from thistledown.weigh.contradictions import Contradiction

app = typer.Typer(
    help="See events and what contradicts in them; join, split and name them.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
EventArgument = Annotated[str, typer.Argument(metavar="EVENT", help="Id of an event.")]


@app.callback()
def start() -> None:
    """See events and what contradicts in them; join, split and name them."""


@app.command(name="list")
def list_(
    disputed: Annotated[
        bool, typer.Option("--disputed", help="Only events whose claims contradict each other.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, max=1_000_000, help="How many to show at most.")] = 50,
    casebook: CasebookOption = None,
    as_of: AsOfOption = None,
    json: JsonOption = False,
) -> None:
    """List events as they stand: joined, named, and with their claims corrected."""
    from thistledown.weigh.contradictions import Disputes
    from thistledown.weigh.events.judged import judged_events

    with opened(casebook) as book:
        view = book.view(moment(as_of))
        disputes = Disputes(view) if disputed else None
        shown = 0
        for event in judged_events(view):
            found = disputes.of(event) if disputes else ()
            if disputes and not found:
                continue
            shown += 1
            if shown > limit:
                break
            matters = sorted({item.matter.value for item in found})
            if json:
                say_json(_row(event) | ({"disputed": matters} if disputes else {}))
            else:
                said = f"  disputed: {', '.join(matters)}" if matters else ""
                claims = count(len(event.claims), "claim")
                out.print(f"{plain(event.id)}  {plain(event.title)}  [dim]{claims}{said}[/]")
    if not json and shown > limit:
        out.print(f"More than {limit}; `--limit` shows them.")


@app.command()
def show(
    event: EventArgument,
    casebook: CasebookOption = None,
    as_of: AsOfOption = None,
    json: JsonOption = False,
) -> None:
    """Show an event with its claims, and where they contradict each other."""
    from thistledown.cli.assess import headline
    from thistledown.weigh.casework import Casework
    from thistledown.weigh.contradictions import Disputes

    with opened(casebook) as book:
        view = book.view(moment(as_of))
        work = Casework(view)
        found = work.event(event)
        disputes = Disputes(view).of(found)
        likely = work.assess(found.id) if found.claims and not json else None
    if json:
        claims = [{"id": item.id, **item.claim.as_json()} for item in found.claims]
        say_json(_row(found) | {"claims": claims, "contradictions": [item.as_json() for item in disputes]})
        return
    out.print(f"[bold]{plain(found.title)}[/] {plain(found.id)}")
    out.print(f"  put together by {plain(found.coder)}; {count(len(found.claims), 'claim')}")
    if likely:
        out.print(f"  {headline(likely)}; `thistledown assess {plain(found.id)}` says why")
    for item in found.claims:
        print_claim(item.claim, name=item.id)
    for dispute in disputes:
        _print_dispute(dispute)


@app.command()
def join(
    left: EventArgument,
    right: EventArgument,
    reason: ReasonOption = NO_REASON,
    casebook: CasebookOption = None,
    json: JsonOption = False,
) -> None:
    """Say that two events are one; `thistledown undo` takes it back."""
    from thistledown.weigh.events.verbs import join_two

    with opened(casebook) as book:
        done = join_two(book, left, right, reason)
    say_said(done, left, right, "are one", json)


@app.command(name="not-same")
def not_same(
    left: EventArgument,
    right: EventArgument,
    reason: ReasonOption = NO_REASON,
    casebook: CasebookOption = None,
    json: JsonOption = False,
) -> None:
    """Say that two events are not one, whatever is found later; `thistledown undo` takes it back."""
    from thistledown.weigh.events.verbs import keep_apart

    with opened(casebook) as book:
        done = keep_apart(book, left, right, reason)
    say_said(done, left, right, "are not one", json)


@app.command()
def split(
    event: EventArgument,
    claims: Annotated[list[str], typer.Argument(metavar="CLAIM...", help="Ids of the claims to split off.")],
    reason: ReasonOption = NO_REASON,
    casebook: CasebookOption = None,
    json: JsonOption = False,
) -> None:
    """Make an event of its own of some claims of an event; `thistledown undo` takes it back."""
    from thistledown.weigh.events.verbs import split_event

    with opened(casebook) as book:
        done = split_event(book, event, claims, reason)
    if json:
        say_json({"event": event, "new": done.event, "title": done.title, "entry": done.entry})
    else:
        out.print(
            f"{count(len(claims), 'claim')} split off as {plain(done.event)}, {plain(done.title)} "
            f"(entry {done.entry}; `thistledown undo {done.entry}` takes it back)."
        )


@app.command()
def name(
    event: EventArgument,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What to call it.")],
    casebook: CasebookOption = None,
    json: JsonOption = False,
) -> None:
    """Give an event a title; `thistledown undo` takes it back."""
    from thistledown.weigh.events.verbs import name_event

    with opened(casebook) as book:
        entry = name_event(book, event, title)
    if json:
        say_json({"event": event, "title": title, "entry": entry})
    else:
        out.print(f"{plain(event)} is now called {plain(title)} (entry {entry}).")


def _row(event: RecordedEvent) -> dict[str, Any]:
    lead = event.lead
    return {
        "id": event.id,
        "title": event.title,
        "coder": event.coder,
        "kind": lead.kind.value if lead else None,
        "date": str(lead.when) if lead and lead.when else None,
        "country": lead.where.country if lead and lead.where else None,
        "claim_count": len(event.claims),
    }


def _print_dispute(dispute: Contradiction) -> None:
    from thistledown.weigh.contradictions import INTERESTS

    of = f" of {dispute.of}" if dispute.of else ""
    out.print(f"[bold]In dispute: {dispute.matter.value}{of}[/]")
    for position in dispute.positions:
        voices = [
            voice.speaker + (f" ({why})" if (why := INTERESTS[voice.interest]) else "")
            for voice in position.voices
        ]
        out.print(f"  {plain(position.says)}: {plain('; '.join(dict.fromkeys(voices)))}")
