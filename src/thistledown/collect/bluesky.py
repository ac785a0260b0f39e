"""Bluesky: feeds, posts and threads as its API gives them, and records of a repository."""

from __future__ import annotations

import re
from collections.abc import Iterator

from thistledown.casebook.report import Found, Problem
from thistledown.collect.connector import Context, Target
from thistledown.collect.moments import read_moment
from thistledown.collect.social import Post, leaf, made_posts, take_posts, web
from thistledown.collect.table import Skipped
from thistledown.collect.table_json import JsonValue, document, string
from thistledown.collect.table_records import lines, reach

_POST = re.compile(rb'"\$type"\s*:\s*"app\.bsky\.feed\.(?:post|defs#[A-Za-z]+)"|"at://did:[a-z]+:')
_URI = re.compile(
    r"at://(did:[a-z]+:[A-Za-z0-9._:%-]{1,200})/app\.bsky\.feed\.post/([A-Za-z0-9._~:-]{1,200})"
)


class BlueskyConnector:
    """Takes in posts; their address names the account by its identifier, never by a name or handle."""

    name = "bluesky"
    version = "1"

    def accepts(self, target: Target) -> bool:
        """JSON with posts of Bluesky near its beginning."""
        if target.media_type not in {"application/json", "application/jsonl"}:
            return False
        return bool(_POST.search(target.head()))

    def collect(self, target: Target, context: Context) -> Iterator[Found | Problem]:
        """Yield the export's capture with a report for each post."""
        by_line = target.media_type == "application/jsonl"

        def posts(content: bytes, skipped: Skipped) -> Iterator[Post]:
            return made_posts(_entries(content, skipped, by_line=by_line), _post, skipped)

        return take_posts(self, target, context, posts)


def _entries(content: bytes, skipped: Skipped, *, by_line: bool) -> Iterator[JsonValue]:
    if by_line:
        yield from (value for _, value in lines(content, skipped))
        return
    root = document(content)
    if root.kind == "array":
        yield from root.items()
        return
    fields = root.fields()
    for key in ("feed", "posts", "records"):
        if key in fields:
            yield from fields[key].items()
            return
    yield from _thread(fields["thread"]) if "thread" in fields else (root,)


def _thread(root: JsonValue) -> Iterator[JsonValue]:
    """A post, those it answers, and all answers, without recursion."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        fields = node.fields()
        yield node
        if "parent" in fields and node is root:
            waiting.append(fields["parent"])
        if "replies" in fields:
            waiting.extend(reversed(list(fields["replies"].items())))


def _post(value: JsonValue) -> Post | None:
    outer = value.fields()
    fields = outer["post"].fields() if "post" in outer else outer
    record = fields.get("record", fields.get("value", value))
    inner = record.fields()
    if "text" not in inner or inner["text"].kind != "string":
        return None
    uri = leaf(fields, "uri") or ""
    match = _URI.fullmatch(uri)
    languages = [tag for item in inner["langs"].items() if (tag := item.leaf())] if "langs" in inner else []
    external = reach(record, "embed.external.uri")
    links = list(_facet_links(inner.get("facets")))
    if external is not None and (card := web(external.leaf())):
        links.append(card)
    return Post(
        part=f"post {uri or f'at byte {value.start}'}",
        pieces=(string(inner["text"]),),
        moment=read_moment(leaf(inner, "createdAt") or ""),
        url=f"https://bsky.app/profile/{match[1]}/post/{match[2]}" if match else None,
        language=languages[0] if len(languages) == 1 else None,
        links=tuple(links),
        notes=("reposted from another account",) if "reason" in outer else (),
    )


def _facet_links(facets: JsonValue | None) -> Iterator[str]:
    for facet in facets.items() if facets is not None else ():
        features = facet.fields().get("features")
        for feature in features.items() if features is not None else ():
            if url := web(leaf(feature.fields(), "uri")):
                yield url
