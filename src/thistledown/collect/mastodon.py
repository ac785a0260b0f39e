"""Mastodon: `outbox.json` of an account's archive (ActivityStreams), and statuses as its API gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from thistledown.casebook.report import Found, Problem
from thistledown.collect.connector import Context, Target
from thistledown.collect.decoded import Decoded
from thistledown.collect.moments import read_moment
from thistledown.collect.social import Post, leaf, made_posts, take_posts, web
from thistledown.collect.table import Skipped
from thistledown.collect.table_json import JsonValue, document, string
from thistledown.collect.table_records import lines

_OUTBOX = re.compile(rb'"https?://www\.w3\.org/ns/activitystreams"')
_STATUS = re.compile(rb'"(?:reblogs_count|spoiler_text|in_reply_to_account_id)"\s*:')
_POSTS = re.compile(rb'"(?:orderedItems|Create|Announce|Note|Article)"')


class MastodonConnector:
    """Takes in posts with words; who wrote them stays an account without a name."""

    name = "mastodon"
    version = "1"

    def accepts(self, target: Target) -> bool:
        """JSON that begins like an outbox or like statuses."""
        if target.media_type not in {"application/json", "application/jsonl"}:
            return False
        head = target.head()
        return bool(_STATUS.search(head) or (_OUTBOX.search(head) and _POSTS.search(head)))

    def collect(self, target: Target, context: Context) -> Iterator[Found | Problem]:
        """Yield the export's capture with a report for each post."""
        by_line = target.media_type == "application/jsonl"

        def posts(content: bytes, skipped: Skipped) -> Iterator[Post]:
            return made_posts(_activities(content, skipped, by_line=by_line), _post, skipped)

        return take_posts(self, target, context, posts)


def _activities(content: bytes, skipped: Skipped, *, by_line: bool) -> Iterator[JsonValue]:
    if by_line:
        yield from (value for _, value in lines(content, skipped))
        return
    root = document(content)
    if root.kind == "array":
        yield from root.items()
        return
    fields = root.fields()
    for key in ("orderedItems", "statuses"):
        if key in fields:
            yield from fields[key].items()
            return
    yield root


def _post(value: JsonValue) -> Post | None:
    fields = value.fields()
    notes: tuple[str, ...] = ()
    inner = fields.get("object", fields.get("reblog"))
    if inner is not None and inner.kind == "object":
        notes = ("boosted from another account",) if "reblog" in fields else ()
        fields = inner.fields()
    elif leaf(fields, "type") == "Announce":
        return None  # a boost in an outbox holds an address and no words
    if "content" not in fields:
        return None
    pieces: list[Decoded] = []
    for key in ("summary", "spoiler_text", "name", "content"):
        if key in fields and fields[key].kind == "string":
            piece = string(fields[key])
            if piece.text.strip():
                pieces.append(piece)
    url = web(leaf(fields, "url")) or web(leaf(fields, "id")) or web(leaf(fields, "uri"))
    languages = list(fields["contentMap"].fields()) if "contentMap" in fields else []
    card = fields["card"].fields() if "card" in fields else {}
    return Post(
        part=f"post {url or leaf(fields, 'id') or f'at byte {value.start}'}",
        pieces=tuple(pieces),
        markup=True,
        moment=read_moment(leaf(fields, "published") or leaf(fields, "created_at") or ""),
        url=url,
        language=leaf(fields, "language") or (languages[0] if len(languages) == 1 else None),
        links=tuple(filter(None, [web(leaf(card, "url"))])),
        notes=notes,
    )
