"""Lists of addresses, one a line: "urls.txt"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from thistledown.casebook.report import Found, Problem
from thistledown.collect.charset import find_charset
from thistledown.collect.connector import Context, Target

_ADDRESS = re.compile(rb"https?://[^\s]{1,4096}\Z", re.IGNORECASE)


class UrlListConnector:
    """Takes plain text in which every line is an address, a comment (#) or empty."""

    name = "urls"
    version = "1"

    def accepts(self, target: Target) -> bool:
        """Local plain text whose beginning is addresses only; never a list that came from the web."""
        if target.media_type not in {"text/plain", "text/uri-list"} or target.url is not None or target.depth:
            return False
        lines = target.head().removeprefix(b"\xef\xbb\xbf").splitlines()
        if len(target.head()) >= 8000 and lines:
            lines.pop()
        said = [line.strip() for line in lines if line.strip() and not line.strip().startswith(b"#")]
        return bool(said) and all(_ADDRESS.match(line) for line in said)

    def collect(self, target: Target, context: Context) -> Iterator[Found | Problem]:
        """Whatever the listed addresses give, in the order of the list; repeats are taken once."""
        content = target.read(context.limits.file_bytes)
        codec, mark = find_charset(content, target.charset)
        listed: dict[str, int] = {}
        for number, line in enumerate(content[mark:].decode(codec, "replace").splitlines(), start=1):
            written = line.strip()
            if not written or written.startswith("#"):
                continue
            if not re.match(r"https?://\S+\Z", written, re.IGNORECASE):
                yield target.problem(f"line {number} is no address", "write one http or https address a line")
                continue
            listed.setdefault(written, number)
        if not listed:
            yield target.problem("the list has no addresses", "write one http or https address a line")
            return
        for at, (url, number) in enumerate(listed.items(), start=1):
            if at > context.limits.list_urls:
                yield target.problem(
                    f"the list has more than {context.limits.list_urls:,} addresses",
                    "split it into several files",
                )
                return
            context.say(f"{at} of {len(listed)}: {url}")
            detail = {"listed_in": f"{target.locator}, line {number}"}
            yield from context.open(replace(Target.of_url(url), detail=detail, depth=target.depth + 1))
