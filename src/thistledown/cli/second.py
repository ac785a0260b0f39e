"""A language model as second reader of `thistledown read`, and what it says of itself on standard error."""

from __future__ import annotations

from collections import Counter
from datetime import date

from thistledown.cli.output import count, err, plain
from thistledown.reading.proposer.cache import AnswerCache
from thistledown.reading.proposer.endpoint import Endpoint
from thistledown.reading.proposer.proposer import Proposer
from thistledown.reading.reader import Reading, reader


class SecondReader:
    """Reads reports by rules and with one model; after the model failed once, by rules only."""

    def __init__(self, url: str, name: str) -> None:
        """Use the model at an address.

        Raises:
            EndpointError: when the address is none that may be asked.
        """
        endpoint = Endpoint.from_environment(url, name)
        self._proposer = Proposer(endpoint, AnswerCache())
        self._added = self._confirmed = 0
        self._dropped: Counter[str] = Counter()
        self.failure = ""
        err.print(f"The texts are sent to {plain(endpoint.url)}.")

    def read_report(
        self, text: str, *, published: date | str | None, language: str | None, report: str
    ) -> Reading:
        """Read one report, as `Reader.read_report` does."""
        if self.failure:
            return reader().read_report(text, published=published, language=language, report=report)
        made = self._proposer.propose(text, published, language, report)
        self._added += made.added
        self._confirmed += made.confirmed
        self._dropped.update(dropped.reason for dropped in made.dropped)
        if made.failure:
            self.failure = made.failure
            err.print(f"[yellow]The model is not asked any more:[/] {plain(made.failure)}.")
        return Reading(made.claims, made.language, made.notes)

    def tell(self) -> None:
        """Say what became of the model's proposals."""
        total = sum(self._dropped.values())
        err.print(
            f"From the model: {count(self._added, 'claim')} added, {self._confirmed} of the rules' "
            f"confirmed, {count(total, 'proposal')} dropped."
        )
        for reason, times in sorted(self._dropped.items(), key=lambda pair: (-pair[1], pair[0])):
            err.print(f"  {times} × {plain(reason)}")
