"""One address: it is fetched, and what came back goes to the connector that reads it."""

from __future__ import annotations

from collections.abc import Iterator

from thistledown.casebook.report import Found, Problem
from thistledown.collect.connector import Context, FetchError, Target


class WebConnector:
    """Takes addresses that have not been fetched."""

    name = "web"
    version = "1"

    def accepts(self, target: Target) -> bool:
        """Addresses of which nothing is at hand."""
        return target.unfetched and bool(target.url)

    def collect(self, target: Target, context: Context) -> Iterator[Found | Problem]:
        """What the connector for the fetched bytes finds; a problem when they could not be fetched."""
        if context.fetcher is None:
            yield target.problem("this run may not use the network", "save the page and add the file")
            return
        try:
            fetched = context.fetcher.get(target.url or "")
        except FetchError as error:
            yield target.problem(error.what, error.advice)
            return
        yield from context.open(
            Target.of_bytes(
                fetched.content,
                fetched.url,
                name=fetched.url.partition("?")[0].rpartition("/")[2],
                label=fetched.label,
                charset=fetched.charset,
                url=fetched.url,
                captured_at=fetched.fetched_at,
                detail={**target.detail, "asked_for": target.locator, **fetched.detail},
                depth=target.depth,
            )
        )
