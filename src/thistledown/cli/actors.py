"""`thistledown actors`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from thistledown.cli.options import AsOfOption, CasebookOption, JsonOption, moment, opened
from thistledown.cli.output import count, out, plain, say_json

if TYPE_CHECKING:
    from thistledown.casebook.view import View
    from thistledown.weigh.merging import Said
    from thistledown.weigh.resolution.scoring import Match

app = typer.Typer(
    help="See who may be whom, and say who is and who is not.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
ReasonOption = Annotated[str, typer.Option("--reason", "-r", help="Why, for those who read it later.")]
NO_REASON = "no reason given"


@app.callback()
def start() -> None:
    """See who may be whom, and say who is and who is not."""


@app.command()
def match(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]",
            help="A name in any script, or an actor's id: who it may be. Left out: every pair that waits.",
        ),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="How many pairs to show at most.")] = 20,
    casebook: CasebookOption = None,
    as_of: AsOfOption = None,
    json: JsonOption = False,
) -> None:
    """List pairs of actors that may be one, surest first, with what speaks for and against."""
    from thistledown.weigh.resolution.resolver import suggestions, who_may_be

    with opened(casebook) as book:
        view = book.view(moment(as_of))
        found = suggestions(view) if name is None else who_may_be(view, name, limit=limit)
        names = {row["actor_id"]: row["name"] for row in view.actors()}
    for item in found[:limit]:
        if json:
            say_json(_match_json(item, names))
        else:
            _print_match(item, names)
    if not json:
        what = "may be it" if name is not None else "wait for you"
        out.print(f"{count(len(found), 'actor' if name else 'pair')} {what}.")


@app.command()
def same(
    left: Annotated[str, typer.Argument(metavar="ID", help="Id of an actor.")],
    right: Annotated[str, typer.Argument(metavar="ID", help="Id of the other.")],
    reason: ReasonOption = NO_REASON,
    casebook: CasebookOption = None,
    json: JsonOption = False,
) -> None:
    """Say that two actors are one; `thistledown undo` takes it back."""
    from thistledown.weigh.resolution.resolver import same_actor

    with opened(casebook) as book:
        done = same_actor(book, left, right, reason)
    say_said(done, left, right, "are one", json)


@app.command(name="not-same")
def not_same(
    left: Annotated[str, typer.Argument(metavar="ID", help="Id of an actor.")],
    right: Annotated[str, typer.Argument(metavar="ID", help="Id of the other.")],
    reason: ReasonOption = NO_REASON,
    casebook: CasebookOption = None,
    json: JsonOption = False,
) -> None:
    """Say that two actors are not one, whatever is found later; `thistledown undo` takes it back."""
    from thistledown.weigh.resolution.resolver import different_actors

    with opened(casebook) as book:
        done = different_actors(book, left, right, reason)
    say_said(done, left, right, "are not one", json)


@app.command()
def show(
    actor: Annotated[str, typer.Argument(metavar="ID", help="Id of an actor.")],
    casebook: CasebookOption = None,
    as_of: AsOfOption = None,
    json: JsonOption = False,
) -> None:
    """Show an actor with all that is one with it, what joins and parts them, and who else it may be."""
    with opened(casebook) as book:
        shown = _actor(book.view(moment(as_of)), actor)
    if json:
        say_json(shown)
        return
    out.print(f"[bold]{plain(shown['name'])}[/] {plain(shown['id'])}  {shown['kind']}")
    for member in shown["members"]:
        listed = ", ".join(member["names"][:12])
        out.print(f"  {plain(member['id'])}: {plain(listed)}; {count(member['claims'], 'claim')}")
    for edge in shown["edges"]:
        word = ("one" if edge["holds"] else "one, overruled") if edge["same"] else "not one"
        out.print(
            f"  {plain(edge['left'])} and {plain(edge['right'])}: {word} (entry {edge['entry']}, "
            f"{plain(edge['reason'])})"
        )
    for item in shown["may_be"]:
        out.print(f"  may be {plain(item['right'])} {plain(item['right_name'])}, score {item['score']:.2f}")


def _actor(view: View, key: str) -> dict[str, Any]:
    from thistledown.weigh.clusters import merge_edges
    from thistledown.weigh.resolution.resolver import actor_clusters, who_may_be

    view.actor(key)
    clusters = actor_clusters(view)
    members = sorted(clusters.of(key), key=lambda row: (row != clusters.chief(key), row))
    head = view.actor(members[0])
    overruled = {edge.id for edge, _ in clusters.overruled}
    names = {row["actor_id"]: row["name"] for row in view.actors()}
    return {
        "id": members[0],
        "name": head["name"],
        "kind": head["kind"],
        "country": head["country"],
        "members": [
            {
                "id": member,
                "names": [row["name"] for row in view.actor_names(member)],
                "claims": len(view.claims_of_actor(member)),
            }
            for member in members
        ],
        "edges": [
            {
                "left": edge.left,
                "right": edge.right,
                "same": edge.same,
                "holds": edge.id not in overruled,
                "machine": edge.machine,
                "entry": edge.entry,
                "reason": edge.reason,
            }
            for edge in merge_edges(view, "actor")
            if edge.left in members or edge.right in members
        ],
        "may_be": [_match_json(item, names) for item in who_may_be(view, key, limit=5)],
    }


def say_said(done: Said, left: str, right: str, what: str, json: bool) -> None:
    """Say what became of an analyst's word about two actors or events."""
    if json:
        overruled = [{"left": edge.left, "right": edge.right} for edge in done.overruled]
        say_json({"left": left, "right": right, "entry": done.entry, "overruled": overruled})
        return
    if done.entry is None:
        out.print(f"The record says already that {plain(left)} and {plain(right)} {what}.")
        return
    out.print(
        f"{plain(left)} and {plain(right)} {what} (entry {done.entry}; "
        f"`thistledown undo {done.entry}` takes it back)."
    )
    for edge in done.overruled:
        out.print(
            f"  {plain(edge.left)} and {plain(edge.right)} are no longer one (was: {plain(edge.reason)})"
        )


def _match_json(item: Match, names: dict[str, str]) -> dict[str, Any]:
    return {
        "left": item.left,
        "left_name": names.get(item.left, item.left),
        "right": item.right,
        "right_name": names.get(item.right, item.right),
        "score": item.score,
        "band": item.band,
        "reasons": [reason.english for reason in item.reasons],
    }


def _print_match(item: Match, names: dict[str, str]) -> None:
    left, right = names.get(item.left, item.left), names.get(item.right, item.right)
    out.print(
        f"[bold]{item.score:.2f}[/] {plain(left)} [dim]{plain(item.left)}[/] / "
        f"{plain(right)} [dim]{plain(item.right)}[/]"
    )
    for reason in item.reasons:
        out.print(f"     {plain(reason.english)}")
