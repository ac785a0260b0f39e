"""The archive X (Twitter) gives to an account's holder: `data/tweets.js` and its siblings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from thistledown.casebook.report import Found, Problem
from thistledown.collect.connector import Context, Target
from thistledown.collect.moments import read_moment
from thistledown.collect.social import Post, leaf, take_posts, web
from thistledown.collect.social_markup import unescaped
from thistledown.collect.table import Skipped
from thistledown.collect.table_json import JsonError, JsonValue, document, string

_PREFIX = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*window\.YTD\.(tweets?|community_tweet|note_tweet|[a-z_]{1,60})\.part\d+\s*=\s*"
)
_TAKEN = (b"tweet", b"tweets", b"community_tweet")


class XArchiveConnector:
    """Takes in the posts of an X archive; other parts of it (messages, contacts) are refused."""

    name = "x-archive"
    version = "1"

    def accepts(self, target: Target) -> bool:
        """A script that begins with "window.YTD."."""
        return bool(_PREFIX.match(target.head(200)))

    def collect(self, target: Target, context: Context) -> Iterator[Found | Problem]:
        """Yield the file's capture with a report for each post."""
        head = _PREFIX.match(target.head(200))
        if head and head[1] not in _TAKEN:
            yield target.problem(
                f"it is the part {head[1].decode('ascii')!r} of an X archive, and only posts are taken in",
                "add data/tweets.js",
            )
            return
        yield from take_posts(self, target, context, _posts)


def _posts(content: bytes, skipped: Skipped) -> Iterator[Post]:
    head = _PREFIX.match(content)
    for item in document(content, head.end() if head else 0).items():
        try:
            post = _post(item)
        except JsonError as error:
            skipped.add(f"byte {item.start}", str(error))
            continue
        if post is not None:
            yield post


def _post(item: JsonValue) -> Post | None:
    outer = item.fields()
    fields = outer["tweet"].fields() if "tweet" in outer else outer
    words = fields.get("full_text", fields.get("text"))
    if words is None or words.kind != "string":
        return None
    source = unescaped(string(words))
    identity = leaf(fields, "id_str") or leaf(fields, "id")
    entities = fields["entities"].fields() if "entities" in fields else {}
    urls = entities["urls"].items() if "urls" in entities else ()
    links = [url for entry in urls if (url := web(leaf(entry.fields(), "expanded_url")))]
    language = leaf(fields, "lang")
    known = identity is not None and identity.isascii() and identity.isdigit()
    return Post(
        part=f"post {identity or f'at byte {item.start}'}",
        pieces=(source,),
        moment=read_moment(leaf(fields, "created_at") or ""),
        url=f"https://x.com/i/web/status/{identity}" if known else None,
        # "und", "zxx" and "q…" are X's marks for "no language".
        language=None if not language or language in {"und", "zxx"} or language[0] == "q" else language,
        links=tuple(links),
        notes=("a repost of another account",) if source.text.startswith("RT @") else (),
    )
