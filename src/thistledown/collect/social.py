"""What saved social media exports share: posts as reports, and no person's name among what is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from thistledown.casebook.report import Found, Problem, Report
from thistledown.collect.connector import Connector, Context, Target
from thistledown.collect.decoded import Decoded
from thistledown.collect.limits import Limits
from thistledown.collect.moments import Moment
from thistledown.collect.plaintext import links_in, weave_plain
from thistledown.collect.social_markup import weave_markup
from thistledown.collect.table import LANGUAGE_SAMPLE, Skipped, language_tag
from thistledown.collect.table_json import JsonError, JsonValue
from thistledown.collect.table_records import unreadable
from thistledown.collect.tongue import language_in
from thistledown.collect.weave import Weaver

AT_MOST = "there are more posts than the limit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One post as an export tells it.

    Attributes:
        part: which one, "post 123".
        pieces: its words in order, each with its way back to the bytes.
        markup: whether the pieces are HTML.
        moment: when it was put out.
        url: its public address.
        outlet: the channel, where that is an outlet or an organisation; never a person's account.
        language: as stated.
        links: addresses it links to.
        notes: what a person should know ("forwarded from the channel X").
    """

    part: str
    pieces: tuple[Decoded, ...]
    markup: bool = False
    moment: Moment | None = None
    url: str | None = None
    outlet: str | None = None
    language: str | None = None
    links: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())


Posts = Callable[[bytes, Skipped], Iterator[Post]]


def take_posts(
    connector: Connector, target: Target, context: Context, posts: Posts
) -> Iterator[Found | Problem]:
    """What a connector of one service does: one capture, its posts as reports, then what was left out.

    Args:
        connector: whose name the custody log shows.
        target: the export.
        context: limits and clock.
        posts: gives the posts in the bytes one by one; may raise `JsonError`.
    """
    content = target.read(context.limits.file_bytes)
    if isinstance(trouble := unreadable(target, content), Problem):
        yield trouble
        return
    skipped = Skipped(target)
    yield Found(
        capture=target.capture(content, connector, context),
        reports=_reports(posts, content, context.limits, skipped),
    )
    yield from skipped.problems()


def _reports(posts: Posts, content: bytes, limits: Limits, skipped: Skipped) -> Iterable[Report]:
    seen: set[str] = set()
    try:
        for post in posts(content, skipped):
            if len(seen) >= limits.container_members:
                skipped.add(post.part, AT_MOST)
                return
            if post.part in seen:
                skipped.add(post.part, "a post with this id came before")
                continue
            report = _report(post, limits)
            if report is None:
                skipped.add(post.part, "it has no words")
                continue
            seen.add(post.part)
            yield report
    except JsonError as error:
        skipped.add(str(error), "the export is damaged from there on")


def _report(post: Post, limits: Limits) -> Report | None:
    weaver = Weaver()
    links = list(post.links)
    notes = list(post.notes)
    if post.markup:
        for piece in post.pieces:
            if weaver.length:
                weaver.insert("\n\n")
            links += weave_markup(weaver, piece.cut(0, max(limits.text_chars - weaver.length, 0)))
    else:
        notes += weave_plain(weaver, post.pieces, limits)
    text = weaver.finish("post/1")
    if not text.text.strip():
        return None
    found = dict.fromkeys((*links, *links_in(text.text, limits)))
    return Report(
        part=post.part,
        url=post.url,
        outlet=post.outlet,
        author_kind="account",
        published=post.moment.when if post.moment else None,
        published_at=post.moment.at if post.moment else None,
        language=language_in(text.text[:LANGUAGE_SAMPLE], language_tag(post.language)),
        links=tuple(found)[: limits.links],
        notes=tuple(dict.fromkeys(notes)),
        text=text,
    )


def leaf(fields: dict[str, JsonValue], key: str) -> str | None:
    """A member's short text on one line, or None where it is absent or empty."""
    found = fields[key].leaf() if key in fields else None
    if found is None:
        return None
    return " ".join("".join(c if c.isprintable() else " " for c in found).split()) or None


def web(url: str | None) -> str | None:
    """The address where it is one of the web, else None."""
    return url if url is not None and url.startswith(("https://", "http://")) else None


def made_posts(
    values: Iterable[JsonValue], make: Callable[[JsonValue], Post | None], skipped: Skipped
) -> Iterator[Post]:
    """The posts made of JSON values; one that cannot be read is noted and left out, None is passed over."""
    for value in values:
        try:
            post = make(value)
        except JsonError as error:
            skipped.add(f"byte {value.start}", str(error))
            continue
        if post is not None:
            yield post
