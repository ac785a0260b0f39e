"""`thistledown assess`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from thistledown.cli.options import AsOfOption, CasebookOption, JsonOption, moment, opened
from thistledown.cli.output import USAGE, count, fail, out, plain, say_json

if TYPE_CHECKING:
    from thistledown.casebook.view import RecordedClaim, RecordedEvent
    from thistledown.weigh.assessment.assessment import Assessment, Number, Step
    from thistledown.weigh.casework import Casework

# Characters of a bar from 0 to 100 in 100.
_WIDTH = 50
# Lines of claims printed for each line of evidence.
_CLAIMS = 12
_ADDED, _TAKEN, _GROUND = "█", "▒", "·"


def run(
    event: Annotated[
        str | None,
        typer.Argument(
            metavar="[EVENT]",
            help="Id of an event; left out: every event with its number, likeliest first.",
        ),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without",
            metavar="LINE",
            help="What if this line of evidence did not exist: its number as shown (L2), or the address it "
            "begins with. Can be given again.",
            show_default=False,
        ),
    ] = None,
    casebook: CasebookOption = None,
    as_of: AsOfOption = None,
    json: JsonOption = False,
) -> None:
    """Say how likely it is that an event happened, and why: what each line of evidence adds or takes."""
    from thistledown.weigh.casework import Casework

    if event is None and without:
        raise fail("--without strikes a line of one event; name the event, too", USAGE)
    with opened(casebook) as book:
        work = Casework(book.view(moment(as_of)))
        if event is None:
            _print_every(work, json)
            return
        found = work.event(event)
        whole = work.assess(event)
        shown = work.assess(event, without=_origins(without, whole)) if without else whole
        if json:
            say_json(_as_json(found, shown, whole))
        else:
            _print(found, shown, whole)


def _print_every(work: Casework, json: bool) -> None:
    """Every event that has a claim left, likeliest first; those on which nothing counts come last."""
    rows = sorted(
        work.every(), key=lambda row: (not row[1].grounded, -row[1].happened.probability, row[0].id)
    )
    for event, shown in rows:
        if json:
            say_json({"event": event.id, "title": event.title, **shown.summary_json()})
        else:
            said = _label(shown.happened) if shown.grounded else "no line counts"
            said += " (the act, not what it says)" if shown.act else ""
            out.print(f"{_said(shown.happened)}, {said}  [dim]{plain(event.id)}[/]  {plain(event.title)}")
    if not json and not rows:
        out.print("No event with a claim yet; `thistledown weigh` makes events of the claims that were read.")


def _origins(named: list[str], whole: Assessment) -> list[str]:
    """The origins of lines that were named by number or by address."""
    numbers = {f"l{place}": line.origin for place, line in enumerate(whole.lines, 1)}
    known = {line.origin for line in whole.lines} | {page for line in whole.lines for page in line.pages}
    found = []
    for name in named:
        origin = numbers.get(name.casefold(), name)
        if origin not in known:
            raise fail(
                f"this event has no line of evidence {name}; it has {count(len(whole.lines), 'line')}, "
                f"L1 to L{len(whole.lines)}"
            )
        found.append(next(line.origin for line in whole.lines if origin in line.pages))
    return found


def _numbers(shown: Assessment) -> dict[str, str]:
    return {line.origin: f"L{place}" for place, line in enumerate(shown.lines, 1)}


def _as_json(event: RecordedEvent, shown: Assessment, whole: Assessment) -> dict[str, Any]:
    value = {"title": event.title, **shown.as_json()}
    claims = {item.id: item for item in event.claims}
    for place, line in enumerate(value["lines"], 1):
        line["line"] = f"L{place}"
        line["struck"] = line["origin"] in shown.without
        line["claims"] = [_claim_json(claims[key]) for key in line["claims"]]
    if shown.without:
        value["with_all"] = whole.happened.as_json()
    return value


def _claim_json(item: RecordedClaim) -> dict[str, Any]:
    cited = item.claim.citation
    return {
        "id": item.id,
        "modality": item.claim.modality.value,
        "polarity": item.claim.polarity.value,
        "holder": list(item.claim.holders),
        "quote": item.claim.quote or None,
        "publisher": cited.publisher if cited else None,
        "published": cited.published if cited else None,
        "url": cited.url if cited else None,
    }


def _print(event: RecordedEvent, shown: Assessment, whole: Assessment) -> None:
    out.print(f"[bold]{plain(event.title)}[/]")
    numbers = _numbers(shown)
    if shown.without:
        struck = ", ".join(numbers[origin] for origin in shown.without)
        out.print(f"What if {plain(struck)} did not exist; with every line it is {_said(whole.happened)}.")
    out.print(headline(shown))
    if shown.content is not None:
        out.print(f"That what it says is true: [bold]{_said(shown.content)}[/], {_label(shown.content)}")
    elif not shown.act:
        out.print(f"That it was said in public, true or not: {_said(shown.said)}")
    out.print()
    _print_steps(shown.steps, numbers)
    if shown.content_steps:
        out.print("[bold]What the act says[/]")
        _print_steps(shown.content_steps, numbers)
    _print_slots(shown, numbers)
    _print_lines(event, shown, numbers)


def headline(shown: Assessment) -> str:
    """The main number of an event in one line, with its question, interval and word."""
    question = "That the act took place" if shown.act else "That it happened"
    return f"{question}: [bold]{_said(shown.happened)}[/], {_word(shown)}"


def _said(number: Number) -> str:
    return (
        f"{number.probability * 100:.0f} in 100 (interval {number.low * 100:.0f} to {number.high * 100:.0f})"
    )


def _label(number: Number) -> str:
    from thistledown.weigh.assessment.likelihood import label

    return label(number.word)


def _word(shown: Assessment) -> str:
    if shown.grounded:
        return _label(shown.happened)
    return "no word: no line counts, this is only what is believed of such events"


def _print_steps(steps: tuple[Step, ...], numbers: dict[str, str]) -> None:
    """A waterfall: each bar runs from the probability before a step to that after it."""
    before = 0.0
    for step in steps:
        name = {"prior": "start", "limit": "limit"}.get(step.is_a) or numbers[step.origin]
        bar = _bar(before, step.after, first=step.is_a == "prior")
        sign = "" if step.is_a == "prior" else f"{step.adds:+.2f}"
        out.print(f"  {name:<6}{bar} {step.after * 100:3.0f}  {sign}", markup=True)
        out.print(f"        [dim]{plain(step.why)}[/]")
        before = step.after
    out.print(f"  {'':6}0{'in 100':^{_WIDTH - 4}}100; on the right: what it adds or takes")
    out.print()


def _bar(before: float, after: float, *, first: bool) -> str:
    start, end = sorted((0.0 if first else before, after))
    left, right = round(start * _WIDTH), round(end * _WIDTH)
    if not first and right == left and after != before:
        # The least step is still a step.
        left, right = (left - 1, right) if left == _WIDTH else (left, right + 1)
    style, mark = ("blue", _ADDED) if first else ("green", _ADDED) if after >= before else ("red", _TAKEN)
    middle = f"[{style}]{mark * (right - left)}[/]" if right > left else ""
    return f"[dim]{_GROUND * left}[/]{middle}[dim]{_GROUND * (_WIDTH - right)}[/]"


def _print_slots(shown: Assessment, numbers: dict[str, str]) -> None:
    if not shown.slots:
        return
    out.print("[bold]If so, who, how, where and when[/]")
    for slot in shown.slots:
        against = ""
        if slot.against:
            against = "; denied by " + ", ".join(numbers[origin] for origin in slot.against)
        lines = ", ".join(numbers[origin] for origin in slot.lines)
        per = f"{slot.probability * 100:.0f} ({slot.low * 100:.0f} to {slot.high * 100:.0f})"
        out.print(f"  {slot.slot:<10}{plain(slot.name)}: {per}, by {lines}{against}")
    out.print()


def _print_lines(event: RecordedEvent, shown: Assessment, numbers: dict[str, str]) -> None:
    out.print(f"[bold]{count(len(shown.lines), 'line')} of evidence, {count(len(event.claims), 'claim')}[/]")
    left_out = dict(shown.left_out)
    for line in shown.lines:
        struck = "  (struck)" if line.origin in shown.without else ""
        pages = count(len(line.pages), "page")
        out.print(f"  [bold]{numbers[line.origin]}[/]{struck} {pages}, from {plain(line.origin)}")
        for item in line.claims[:_CLAIMS]:
            claim = item.claim
            cited = claim.citation
            where = f"{cited.publisher}, {cited.published or 'no date'}" if cited else claim.report[:12]
            said = claim.modality.value + (
                ", held by " + " citing ".join(claim.holders) if claim.holders else ""
            )
            why = f"; not counted: {left_out[item.id]}" if item.id in left_out else ""
            out.print(f"    {plain(where)}: {plain(said)}{plain(why)}")
            if cited and cited.note:
                out.print(f"      [dim]{plain(cited.note)}[/]")
            if claim.quote:
                out.print(f"      “{plain(claim.quote)}”", style="italic")
        if len(line.claims) > _CLAIMS:
            out.print(f"    and {count(len(line.claims) - _CLAIMS, 'claim')} more")
