"""Asking a model over a real connection: retries, limits, refusals, and answers that are no answers."""

import gzip
import json
import time

import pytest
from proposer_server import content, raw, says, serving

from thistledown.reading.proposer.endpoint import KEY, NAME, URL, Endpoint, EndpointError, EndpointLimits

QUICK = EndpointLimits(
    connect_seconds=2, read_seconds=2, total_seconds=2, backoff_seconds=0.01, wait_seconds=0.05
)


@pytest.fixture
def model():
    with serving() as served:
        yield served


def ask(model, limits=QUICK, **more):
    endpoint = Endpoint(model.url, "fake", limits=limits, **more)
    return endpoint.ask([{"role": "user", "content": "x \ud800"}], model="fake", schema={"type": "object"})


def test_a_question_and_its_answer(model):
    model.will(content("héllo"))
    assert ask(model, key="secret") == "héllo"
    (asked,) = model.asked
    assert asked["path"] == "/v1/chat/completions"
    assert (asked["model"], asked["temperature"], asked["stream"]) == ("fake", 0, False)
    assert asked["response_format"]["json_schema"]["schema"] == {"type": "object"}
    assert model.headers[0]["authorization"] == "Bearer secret"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_server_is_asked_again(model, status):
    model.will(raw(b"busy", status, Retry_After="0"), raw(b"", status, Retry_After="soon"), says())
    assert json.loads(ask(model)) == {"proposals": []}
    assert len(model.asked) == 3


def test_three_tries_are_all_and_a_long_wait_is_cut_short(model):
    model.will(raw(b"", 429, Retry_After="9999"))
    begun = time.monotonic()
    with pytest.raises(EndpointError, match="429"):
        ask(model)
    assert len(model.asked) == 3
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("status", "advice"), [(401, "THISTLEDOWN_MODEL_KEY"), (404, "the model's name"), (418, "418")]
)
def test_a_refusal_is_not_asked_again(model, status, advice):
    model.will(raw(b"{}", status))
    with pytest.raises(EndpointError, match=advice):
        ask(model)
    assert len(model.asked) == 1


@pytest.mark.parametrize("status", [400, 422, 500])
def test_a_server_that_knows_no_schemas_is_asked_in_other_ways(model, status):
    model.will(raw(b"unknown response_format", status), raw(b"unknown", status), content("fine"))
    assert ask(model) == "fine"
    ways = [asked.get("response_format", {}).get("type") for asked in model.asked]
    assert ways == ["json_schema", "json_object", None]


def test_a_server_that_always_fails_is_asked_three_times_in_the_last_way(model):
    model.will(raw(b"", 500))
    with pytest.raises(EndpointError, match="500"):
        ask(model)
    assert len(model.asked) == 5


def test_redirects_are_not_followed(model):
    with serving() as other:
        model.will(raw(b"", 307, Location=f"{other.url}/v1/chat/completions"))
        with pytest.raises(EndpointError, match="redirects are not followed"):
            ask(model)
        assert other.asked == []


def test_proxies_of_the_environment_are_not_used(model, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    model.will(content("straight"))
    assert ask(model) == "straight"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe{}",
        b'{"choices": [',
        b"[" * 100_000,
        b"[]",
        b"null",
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": null}}]}',
        b'{"choices": [{"message": {"content": ["a"]}}]}',
        b'{"choices": {"0": 1}}',
    ],
)
def test_an_answer_that_is_none(model, body):
    model.will(raw(body))
    with pytest.raises(EndpointError, match="is it a chat-completions server"):
        ask(model)


def test_a_giant_answer_is_cut_off(model):
    model.will(raw(b" " * 3_000_000))
    with pytest.raises(EndpointError, match="longer than"):
        ask(model)


def test_a_packed_answer_is_refused_unopened(model):
    model.will(raw(gzip.compress(b"0" * 10_000_000), Content_Encoding="gzip"))
    with pytest.raises(EndpointError, match="packed"):
        ask(model)


def test_a_silent_server_is_given_up(model):
    model.will(lambda handler: time.sleep(1.5))
    begun = time.monotonic()
    with pytest.raises(EndpointError, match="in time"):
        ask(model, EndpointLimits(read_seconds=0.2))
    assert time.monotonic() - begun < 1.4
    assert len(model.asked) == 1


def test_a_dripping_server_is_given_up(model):
    def drip(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)

    model.will(drip)
    begun = time.monotonic()
    with pytest.raises(EndpointError, match="in time"):
        ask(model, EndpointLimits(read_seconds=1, total_seconds=0.4))
    assert time.monotonic() - begun < 3


def test_an_answer_broken_off_is_asked_again(model):
    def broken(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b'{"cho')
        handler.close_connection = True

    model.will(broken, content("whole"))
    assert ask(model) == "whole"


def test_nobody_there():
    with serving() as gone:
        url = gone.url
    with pytest.raises(EndpointError, match="nothing answers"):
        Endpoint(url, "fake", limits=QUICK).ask([], model="fake", schema={})


@pytest.mark.parametrize(
    "url",
    [
        "",
        "127.0.0.1:8080",
        "file:///etc/passwd",
        "ftp://127.0.0.1/v1",
        "http://",
        "http://[::1/v1",
        "http://127.0.0.1:99999/v1",
        "http://user:word@127.0.0.1/v1",
        "http://127.0.0.1/v1?key=1",
        "http://127.0.0.1/v1#a",
        "http://127.0.0.1/v1\r\nHost: evil",
        "http://127.0.0.1 /v1",
    ],
)
def test_addresses_that_are_refused(url):
    with pytest.raises(EndpointError):
        Endpoint(url)


def test_a_key_never_travels_in_the_clear_nor_stands_in_a_repr():
    with pytest.raises(EndpointError, match="unencrypted"):
        Endpoint("http://models.example/v1", key="secret")
    for url in (
        "https://models.example/v1",
        "http://localhost:1/v1",
        "http://[::1]:1/v1",
        "http://127.8.8.8:1",
    ):
        assert "secret" not in repr(Endpoint(url, key="secret"))
    with pytest.raises(EndpointError, match="characters"):
        Endpoint("https://models.example", key="a\r\nX: y")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/v1"),
        ("http://127.0.0.1:8080/v1/", "http://127.0.0.1:8080/v1"),
        ("https://h.example/openai/v1/chat/completions", "https://h.example/openai/v1"),
        ("http://[::1]:8080/v1", "http://[::1]:8080/v1"),
    ],
)
def test_the_base_of_an_address(given, kept):
    assert Endpoint(given).url == kept


def test_the_environment_gives_what_is_not_given(monkeypatch):
    monkeypatch.delenv(URL, raising=False)
    with pytest.raises(EndpointError, match=URL):
        Endpoint.from_environment()
    monkeypatch.setenv(URL, "http://127.0.0.1:1")
    monkeypatch.setenv(NAME, "small")
    monkeypatch.setenv(KEY, "secret")
    made = Endpoint.from_environment()
    assert (made.url, made.model, made.key) == ("http://127.0.0.1:1/v1", "small", "secret")
    assert Endpoint.from_environment("http://127.0.0.1:2", "large").model == "large"


def test_the_only_model_of_a_server_is_meant(model):
    assert Endpoint(model.url, limits=QUICK).named() == "fake"
    model.listed = ["one", "two"]
    with pytest.raises(EndpointError, match="lists 2 models"):
        Endpoint(model.url, limits=QUICK).named()
    model.listed = ["bad\nname"]
    with pytest.raises(EndpointError, match="lists 0 models"):
        Endpoint(model.url, limits=QUICK).named()
