"""A question of the review queue on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.text import Text

from thistledown.casebook.registry_rows import SHIPPED
from thistledown.cli.direction import END, ISOLATE, apart, runs_left
from thistledown.cli.output import count, out, plain

if TYPE_CHECKING:
    from thistledown.casebook.claim import Claim
    from thistledown.casebook.view import RecordedClaim, View
    from thistledown.weigh.judgements import Judged
    from thistledown.weigh.review.question import Question
    from thistledown.weigh.review.queue import Desk

# Marks of the words of each slot within a quote.
_STYLES = {
    "trigger": "bold magenta",
    "provider": "bold green",
    "recipient": "bold cyan",
    "item": "bold yellow",
    "place": "bold blue",
    "date": "underline",
    "holder": "italic",
    "cue": "reverse",
}
# Characters of a quote that are shown; the report holds the rest.
_LONGEST = 1_200


def _say(markup: str) -> None:
    """Print a line; on a terminal, long ones are broken between words and keep their indent."""
    if not out.is_terminal:
        out.print(markup)
        return
    words = markup.lstrip(" ")
    out.print(Padding(Text.from_markup(words), (0, 0, 0, len(markup) - len(words))), soft_wrap=False)


def print_question(desk: Desk, question: Question) -> None:
    """Print what is asked, what it rests on, and what the answer would change."""
    match question.about.value:
        case "claim":
            _claim(desk, question)
        case "actors":
            _say("[bold]Are these two one actor?[/]")
            for key in question.ids:
                _actor(desk.view, key)
        case "events":
            _say("[bold]Are these two one event?[/]")
            for key in question.ids:
                _event(desk, key)
        case _:
            event, claim = question.ids
            _say("[bold]Does this claim belong to this event?[/]")
            _event(desk, event)
            print_judged(desk, desk.eyes().of(desk.view.claim(claim)))
    for reason in question.why:
        _say(f"  [dim]{apart(reason.english)}[/]")
    _say(f"  {plain(change_of(question))}")


def worth(question: Question) -> str:
    """How far the answer is expected to move what is shown, in hundredths, as an analyst reads it."""
    return f"{100 * question.value:.1f} in 100"


def change_of(question: Question) -> str:
    """What the answer would change, in one sentence."""
    if question.now is None or question.yes is None or question.no is None:
        return f"Your answer is expected to move numbers of events by {worth(question)} in all."
    now, yes, no = (f"{100 * value:.0f}" for value in (question.now, question.yes, question.no))
    yes_is, no_is = {
        "claim": ("keeping the judgement", "taking the new reading")
        if question.open
        else ("accepting", "rejecting"),
        "events": ("merging", "keeping them apart"),
        "split": ("leaving it in", "splitting it off"),
    }[question.about.value]
    if question.no == 0 and question.about.value == "claim" and not question.open:
        no = "leaves nothing to show"
    what = "The event is shown" if question.event else "By itself it would be shown"
    return f"{what} at {now} in 100; {yes_is} makes it {yes}, {no_is} {no}."


def print_judged(desk: Desk, judged: Judged) -> None:
    """Print a claim with its words, its slots as read and as put right, who says so, and its source."""
    from thistledown.weigh.slots import SLOTS, slot_words

    recorded, claim = judged.recorded, judged.recorded.claim
    _say(f"[bold]{claim.kind.value}[/]  [dim]{plain(recorded.id)}[/]")
    if claim.quote:
        _say(f"  {marked(claim)}")
    changed = {change.slot: change for change in judged.both.changes}
    human = judged.both.human or claim
    for slot in SLOTS:
        words = slot_words(human, slot)
        if slot in judged.open:
            read = slot_words(claim, slot) or "nothing"
            line = f"{apart(words or 'nothing')}  [yellow]open again: now read as {apart(read)}[/]"
        elif slot in changed:
            read = slot_words(claim, slot) or "nothing"
            line = (
                f"{apart(words or 'nothing')}  [dim]put right by {plain(changed[slot].coder)}; "
                f"read as {apart(read)}[/]"
            )
        elif words and not (slot in ("polarity", "generic") and words in ("happened", "one happening")):
            line = apart(words)
        else:
            continue
        style = _STYLES.get({"items": "item"}.get(slot, slot), "")
        _say(f"  [{style}]{slot:<10}[/] {line}" if style else f"  {slot:<10} {line}")
    _source(desk, recorded)
    if judged.both.verdict is not None:
        who = ", ".join(judged.both.coders)
        _say(f"  {judged.both.verdict.value}ed by {plain(who)}")
    for coder, comment in judged.comments:
        _say(f"  note of {plain(coder)}: {apart(comment)}")


def marked(claim: Claim) -> str:
    """The quote as markup, the words of each slot in the slot's style."""
    quote = claim.quote
    start = claim.quote_span.start if claim.quote_span else 0
    styles: list[str] = [""] * len(quote)
    # Shorter spans over longer ones, so that a name within a holder's phrase is seen.
    spans = sorted(claim.spans.items(), key=lambda pair: pair[1].start - pair[1].end)
    for slot, span in spans:
        first, last = max(0, span.start - start), min(len(quote), span.end - start)
        styles[first:last] = [_STYLES.get(slot.value, "")] * max(0, last - first)
    found, at = [], 0
    shown = min(len(quote), _LONGEST)
    while at < shown:
        end = at
        while end < shown and styles[end] == styles[at]:
            end += 1
        words = plain(quote[at:end])
        found.append(f"[{styles[at]}]{words}[/]" if styles[at] else words)
        at = end
    text = "“" + "".join(found) + ("…" if shown < len(quote) else "") + "”"
    return f"{ISOLATE}{text}{END}" if runs_left(quote) else text


def _claim(desk: Desk, question: Question) -> None:
    _say("[bold]Is this what the words say?[/]")
    if question.event:
        event = desk.view.event(question.event)
        _say(f"  {apart(event.title)}  [dim]{plain(event.id)}[/]")
    else:
        _say("  [dim]about no event yet[/]")
    print_judged(desk, desk.eyes().of(desk.view.claim(question.ids[0])))


def source_of(view: View, recorded: RecordedClaim) -> str | None:
    """The source of the page or report that a claim rests on."""
    if recorded.claim.citation:
        return recorded.claim.citation.source
    return view.report(recorded.claim.report).source if recorded.claim.report else None


def _source(desk: Desk, recorded: RecordedClaim) -> None:
    view, cited = desk.view, recorded.claim.citation
    if cited:
        when = plain(cited.published or "no date")
        _say(f"  page       {apart(cited.publisher)}, {when}: {plain(cited.url)}")
        if cited.note:
            _say(f"  page says  {apart(cited.note)}")
    elif recorded.claim.report:
        report = view.report(recorded.claim.report)
        said = [report.title, report.outlet, str(report.published) if report.published else None, report.url]
        named = ", ".join(apart(part) for part in said if part) or plain(report.locator)
        _say(f"  report     {named}")
    key = source_of(view, recorded)
    if key is None:
        _say("  source     not in the registry, so it cannot be graded")
        return
    grades = [
        row for row in view.source_grades(key) if not desk.blind or row["graded_by"] in (SHIPPED, desk.who)
    ]
    grade = f"{grades[-1]['reliability']} ({grades[-1]['reason']})" if grades else "F (never graded)"
    _say(f"  source     {apart(view.source(key)['name'])}, graded {apart(grade)}")


def _actor(view: View, key: str) -> None:
    row: Any = view.actor(key)
    names = list(dict.fromkeys(name["name"] for name in view.actor_names(key)))[:6]
    facts = [row["kind"], row["country"], row["parent_id"] and f"part of {row['parent_id']}", row["note"]]
    _say(f"  [bold]{apart(row['name'])}[/]  [dim]{plain(key)}[/]")
    _say(f"    {apart(', '.join(fact for fact in facts if fact))}")
    if names:
        _say(f"    called {', '.join(apart(name) for name in names)}")


def _event(desk: Desk, key: str) -> None:
    from thistledown.weigh.slots import slot_words

    event = desk.eyes().stand(desk.view.event(key))
    _say(f"  [bold]{apart(event.title)}[/]  [dim]{plain(key)}[/]")
    if (lead := event.lead) is not None:
        facts = [slot_words(lead, slot) for slot in ("kind", "provider", "recipient", "date", "place")]
        told = "; ".join(apart(fact) for fact in facts if fact)
        _say(f"    {told}; {count(len(event.claims), 'claim')}")
