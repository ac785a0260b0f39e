"""Saved exports of Telegram, Mastodon, Bluesky and X."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from conformance import Conformance, context

from thistledown.casebook.report import Found, Problem, Report
from thistledown.collect.bluesky import BlueskyConnector
from thistledown.collect.connector import Connector, Target
from thistledown.collect.mastodon import MastodonConnector
from thistledown.collect.table_records import JsonConnector
from thistledown.collect.telegram import TelegramConnector
from thistledown.collect.xarchive import XArchiveConnector

PERSON = "Private Person"


def saved(value: object, name: str = "result.json", prefix: bytes = b"") -> Target:
    return Target.of_bytes(prefix + json.dumps(value, ensure_ascii=False).encode(), name, name=name)


def reports(connector: Connector, target: Target) -> tuple[list[Report], list[Problem]]:
    assert connector.accepts(target)
    made: list[Report] = []
    problems: list[Problem] = []
    for found in connector.collect(target, context()):
        if isinstance(found, Found):
            made += found.reports
        else:
            problems.append(found)
    assert PERSON not in repr([(r.outlet, r.notes, r.title, r.url, r.author_kind) for r in made])
    return made, problems


def message(number: int, text: object, **more: object) -> dict[str, object]:
    common = {"type": "message", "date": "2025-06-03T12:00:00", "date_unixtime": "1748944800", "from": PERSON}
    return {"id": number, **common, "text": text, "text_entities": [], **more}


CHANNEL = {
    "name": "Example Courier",
    "type": "public_channel",
    "id": 7,
    "messages": [
        {"id": 1, "type": "service", "actor": PERSON, "action": "create_channel", "text": ""},
        message(2, 'Изъят дрон "FPV"\nв порту'),
        message(
            3, ["See ", {"type": "text_link", "text": "the report", "href": "https://e.org/r"}, " today"]
        ),
        message(4, "Copied", forwarded_from="Other Courier", forwarded_from_id="channel9"),
        message(5, "Copied from one", forwarded_from=PERSON, forwarded_from_id="user3"),
        message(6, "", photo="photos/1.jpg"),
        message(7, "No zone", date_unixtime=None),
        message(2, "The same id again"),
    ],
}
ACCOUNT = {
    "about": "Here is the data you requested.",
    "personal_information": {"first_name": PERSON},
    "chats": {
        "about": "This page lists all chats.",
        "list": [
            {"name": PERSON, "type": "personal_chat", "id": 1, "messages": [message(1, "private talk")]},
            {
                "name": "A group",
                "type": "private_supergroup",
                "id": 2,
                "messages": [message(1, "group talk")],
            },
            CHANNEL,
        ],
    },
}
OUTBOX = {
    "@context": "https://www.w3.org/ns/activitystreams",
    "id": "outbox.json",
    "type": "OrderedCollection",
    "orderedItems": [
        {
            "type": "Create",
            "published": "2025-06-03T10:00:00Z",
            "object": {
                "id": "https://m.example/users/a/statuses/1",
                "type": "Note",
                "url": "https://m.example/@a/1",
                "published": "2025-06-03T10:00:00Z",
                "content": '<p>Drone &amp; parts <a href="https://e.org/1">seized</a></p><p>Second</p>',
                "contentMap": {"en": "<p>Drone</p>"},
            },
        },
        {"type": "Announce", "object": "https://m.example/users/b/statuses/2"},
    ],
}
STATUSES = [
    {
        "id": "5",
        "created_at": "2025-06-03T10:00:00.000Z",
        "spoiler_text": "",
        "language": "fr",
        "reblogs_count": 1,
        "url": "https://m.example/@a/5",
        "account": {"display_name": PERSON},
        "content": "<p>Un drone</p>",
        "reblog": None,
    }
]
RECORD = {
    "$type": "app.bsky.feed.post",
    "text": "Drone seized at the port",
    "createdAt": "2025-06-03T10:00:00.000Z",
    "langs": ["en"],
    "facets": [{"features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://e.org/2"}]}],
    "embed": {"$type": "app.bsky.embed.external", "external": {"uri": "https://e.org/3"}},
}
URI = "at://did:plc:abc123/app.bsky.feed.post/3k"
BLUESKY_POST = {"uri": URI, "author": {"displayName": PERSON}, "record": RECORD}
TWEETS = [
    {
        "tweet": {
            "id_str": "99",
            "created_at": "Tue Jun 03 10:00:00 +0000 2025",
            "full_text": "Drones &amp; parts &lt;seized&gt; https://t.co/x\nSecond line",
            "lang": "en",
            "entities": {"urls": [{"url": "https://t.co/x", "expanded_url": "https://e.org/4"}]},
        }
    },
    {"tweet": {"id_str": "100", "full_text": "RT @someone: copied", "lang": "und", "created_at": "never"}},
]
X_PREFIX = b"window.YTD.tweets.part0 = "


class TestTelegram(Conformance):
    connector = TelegramConnector()
    samples = (saved({**CHANNEL, "messages": CHANNEL["messages"][:7]}),)  # type: ignore[index]
    broken = (saved({"name": "x", "type": "public_channel", "messages": [{"text": {"a": 1}}, 5, None]}),)


class TestMastodon(Conformance):
    connector = MastodonConnector()
    samples = (saved(OUTBOX, "outbox.json"), saved(STATUSES, "statuses.json"))
    broken = (saved({**OUTBOX, "orderedItems": [{"object": {"content": 5}}, 7]}, "outbox.json"),)


class TestBluesky(Conformance):
    connector = BlueskyConnector()
    samples = (
        saved({"feed": [{"post": BLUESKY_POST}]}),
        saved({"records": [{"uri": URI, "value": RECORD}]}),
        saved([RECORD]),
    )
    broken = (saved({"posts": [{"record": {"$type": "app.bsky.feed.post", "text": 5}}]}),)


class TestXArchive(Conformance):
    connector = XArchiveConnector()
    samples = (saved(TWEETS, "tweets.js", X_PREFIX),)
    broken = (
        saved([{"tweet": 5}], "tweets.js", X_PREFIX),
        saved([], "account.js", b"window.YTD.account.part0 = "),
    )

    def test_empty_input_is_a_problem(self) -> None:
        empty = Target(locator="tweets.js", content=b"", media_type="text/javascript")
        (found,) = self.connector.collect(empty, context())
        assert isinstance(found, Problem)


def test_a_channel_keeps_its_name_and_people_do_not() -> None:
    made, problems = reports(TelegramConnector(), saved(CHANNEL))
    assert [r.part for r in made] == [f"message {n}" for n in (2, 3, 4, 5, 7)]
    assert {r.outlet for r in made} == {"Example Courier"}
    assert {r.author_kind for r in made} == {"account"}
    assert made[0].text.text == 'Изъят дрон "FPV"\n\nв порту'
    assert made[0].published_at == datetime(2025, 6, 3, 10, 0, tzinfo=UTC)
    assert made[1].text.text == "See the report today"
    assert made[1].links == ("https://e.org/r",)
    assert made[2].notes == ("forwarded from the channel Other Courier",)
    assert made[3].notes == ("forwarded from an account that is not named here",)
    assert made[4].published_at is None
    assert "without a time zone" in made[4].notes[0]
    assert "came before" in problems[0].what


def test_private_chats_of_an_account_are_left_out() -> None:
    made, problems = reports(TelegramConnector(), saved(ACCOUNT))
    assert "private talk" not in [r.text.text for r in made]
    assert (made[0].part, made[0].outlet) == ("chat 2 message 1", None)
    assert any("private" in problem.what for problem in problems)


def test_a_mastodon_post() -> None:
    made, _ = reports(MastodonConnector(), saved(OUTBOX, "outbox.json"))
    (post,) = made
    assert post.text.text == "Drone & parts seized\n\nSecond"
    assert (post.url, post.language) == ("https://m.example/@a/1", "en")
    assert post.links == ("https://e.org/1",)
    assert post.published_at == datetime(2025, 6, 3, 10, 0, tzinfo=UTC)
    ((status,), _) = reports(MastodonConnector(), saved(STATUSES))
    assert (status.text.text, status.language) == ("Un drone", "fr")


@pytest.mark.parametrize(
    "value",
    [
        {"feed": [{"post": BLUESKY_POST}]},
        {"posts": [BLUESKY_POST]},
        {"thread": {"post": BLUESKY_POST, "replies": []}},
        {"records": [{"uri": URI, "value": RECORD}]},
    ],
)
def test_a_bluesky_post(value: object) -> None:
    ((post,), problems) = reports(BlueskyConnector(), saved(value))
    assert not problems
    assert post.text.text == "Drone seized at the port"
    assert post.url == "https://bsky.app/profile/did:plc:abc123/post/3k"
    assert post.links == ("https://e.org/2", "https://e.org/3")
    assert post.language == "en"


def test_an_x_archive() -> None:
    made, problems = reports(XArchiveConnector(), saved(TWEETS, "tweets.js", X_PREFIX))
    assert not problems
    assert made[0].text.text == "Drones & parts <seized> https://t.co/x\n\nSecond line"
    assert made[0].url == "https://x.com/i/web/status/99"
    assert made[0].links == ("https://e.org/4", "https://t.co/x")
    assert made[0].published_at == datetime(2025, 6, 3, 10, 0, tzinfo=UTC)
    assert (made[1].language, made[1].published) == (None, None)
    assert made[1].notes == ("a repost of another account",)


def test_other_parts_of_an_x_archive_are_refused() -> None:
    target = saved([], "direct-messages.js", b"window.YTD.direct_messages.part0 = ")
    (problem,) = XArchiveConnector().collect(target, context())
    assert isinstance(problem, Problem)
    assert "tweets.js" in problem.advice


def test_json_of_no_service_is_left_to_the_data_set_connector() -> None:
    target = saved([{"text": "x", "messages": "y"}])
    connectors: list[Connector] = [TelegramConnector(), MastodonConnector(), BlueskyConnector()]
    assert not any(connector.accepts(target) for connector in connectors)
    assert JsonConnector().accepts(target)


def test_security_a_deep_thread_needs_no_recursion() -> None:
    post = json.dumps(BLUESKY_POST)
    node = '{"replies": [' * 300 + '{"post": ' + post + "}" + "]}" * 300
    target = Target.of_bytes(f'{{"cid": "{URI}", "thread": {node}}}'.encode(), "t.json", name="t.json")
    made, _ = reports(BlueskyConnector(), target)
    assert len(made) == 1


def test_security_a_script_that_only_begins_like_an_archive_is_a_problem() -> None:
    for tail in (b"alert(1)", b"[" * 100_000, b'[{"tweet": {"full_text": "x', b""):
        target = Target.of_bytes(X_PREFIX + tail, "tweets.js", name="tweets.js")
        _, problems = reports(XArchiveConnector(), target)
        assert problems
