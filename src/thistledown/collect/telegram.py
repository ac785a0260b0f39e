"""Exports of Telegram Desktop, `result.json`: a channel's history, or an account with several chats."""

from __future__ import annotations

import re
from collections.abc import Iterator

from thistledown.casebook.report import Found, Problem
from thistledown.collect.connector import Context, Target
from thistledown.collect.decoded import Decoded
from thistledown.collect.moments import Moment, read_moment
from thistledown.collect.social import Post, leaf, take_posts, web
from thistledown.collect.table import Skipped
from thistledown.collect.table_json import JsonError, JsonValue, document, string

_CHAT = re.compile(rb'"type"\s*:\s*"(?:public|private)_(?:channel|supergroup|group)"')
_MESSAGE = re.compile(rb'"date_unixtime"\s*:|"text_entities"\s*:|"type"\s*:\s*"personal_chat"')
_ACCOUNT = re.compile(rb'"personal_information"\s*:|"chats"\s*:\s*\{\s*"about"\s*:')
_CHANNELS = frozenset(("public_channel", "private_channel"))
_GROUPS = frozenset(("public_supergroup", "private_supergroup", "public_group", "private_group"))


class TelegramConnector:
    """Takes in channels and groups; private chats are left out, and so are the names of people."""

    name = "telegram"
    version = "1"

    def accepts(self, target: Target) -> bool:
        """JSON that begins like an export of one chat, or of an account."""
        if target.media_type != "application/json":
            return False
        head = target.head()
        if b'"messages"' in head:
            return bool(_CHAT.search(head) or _MESSAGE.search(head))
        return bool(_ACCOUNT.search(head))

    def collect(self, target: Target, context: Context) -> Iterator[Found | Problem]:
        """Yield the export's capture with a report for each message that has words."""
        return take_posts(self, target, context, _posts)


def _posts(content: bytes, skipped: Skipped) -> Iterator[Post]:
    fields = document(content).fields()
    if "messages" in fields:
        yield from _chat(fields, "", skipped)
        return
    for area in ("chats", "left_chats"):
        if area not in fields:
            continue
        for chat in fields[area].fields().get("list", fields[area]).items():
            inner = chat.fields()
            yield from _chat(inner, f"chat {leaf(inner, 'id') or 'unknown'} ", skipped)


def _chat(chat: dict[str, JsonValue], prefix: str, skipped: Skipped) -> Iterator[Post]:
    kind = leaf(chat, "type") or ""
    if kind not in _CHANNELS | _GROUPS:
        skipped.add(prefix.strip() or "the chat", "it is a private chat, and private talk is not taken in")
        return
    outlet = leaf(chat, "name") if kind in _CHANNELS else None
    for message in chat["messages"].items() if "messages" in chat else ():
        fields = message.fields()
        if leaf(fields, "type") not in (None, "message"):
            continue  # joins, pins and the like
        part = f"{prefix}message {leaf(fields, 'id') or f'at byte {message.start}'}"
        try:
            pieces, links = _words(fields.get("text"))
        except JsonError as error:
            skipped.add(part, str(error))
            continue
        if not any(piece.text.strip() for piece in pieces):
            continue  # a picture or a video without a caption
        moment, notes = _moment(fields)
        yield Post(
            part=part,
            pieces=pieces,
            moment=moment,
            outlet=outlet,
            links=links,
            notes=(*notes, *_forwarded(fields)),
        )


def _words(text: JsonValue | None) -> tuple[tuple[Decoded, ...], tuple[str, ...]]:
    """A message is one string, or a list of strings and entities with a text of their own."""
    if text is None:
        return (), ()
    if text.kind == "string":
        return (string(text),), ()
    pieces: list[Decoded] = []
    links: list[str] = []
    for item in text.items():
        if item.kind == "string":
            pieces.append(string(item))
            continue
        entity = item.fields()
        if (words := entity.get("text")) is not None and words.kind == "string":
            pieces.append(string(words))
        if url := web(leaf(entity, "href")):
            links.append(url)
    return tuple(pieces), tuple(links)


def _moment(fields: dict[str, JsonValue]) -> tuple[Moment | None, tuple[str, ...]]:
    if (seconds := leaf(fields, "date_unixtime")) and (moment := read_moment(seconds)):
        return moment, ()
    moment = read_moment(leaf(fields, "date") or "")
    return moment, ("the export gives its date without a time zone",) if moment else ()


def _forwarded(fields: dict[str, JsonValue]) -> tuple[str, ...]:
    name = leaf(fields, "forwarded_from")
    if name is None and "forwarded_from" not in fields:
        return ()
    if name and (leaf(fields, "forwarded_from_id") or "").startswith("channel"):
        return (f"forwarded from the channel {name[:200]}",)
    return ("forwarded from an account that is not named here",)
