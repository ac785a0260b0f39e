"""`thistledown serve`, as a real process on loopback."""

import json
import signal
import subprocess
from urllib.parse import urlsplit
from urllib.request import urlopen

from cli_runner import PROGRAM, thistledown


def test_it_answers_on_loopback_until_interrupted(demo):
    command = [*PROGRAM, "serve", "--casebook", str(demo), "--port", "0", "--no-browser", "--json"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        assert server.stdout is not None
        url = json.loads(server.stdout.readline())["url"]
        assert urlsplit(url).hostname == "127.0.0.1"
        with urlopen(url, timeout=20) as page:
            assert page.status == 200
            assert '<div id="app">' in page.read().decode("utf-8")
        with urlopen(url + "api/overview", timeout=60) as answer:
            assert json.loads(answer.read())["events"] == 382
        server.send_signal(signal.SIGINT)
        _, errors = server.communicate(timeout=20)
    finally:
        server.kill()
        server.wait()
    assert server.returncode in (0, 130, -signal.SIGINT)
    assert b"Traceback" not in errors


def test_other_machines_are_served_only_with_a_token(demo):
    said = thistledown("serve", "--casebook", demo, "--host", "0.0.0.0", "--port", "0", "--no-browser")
    assert said.code == 2
    assert "token" in said.err


def test_a_short_token_is_refused(demo):
    said = thistledown("serve", "--casebook", demo, "--host", "0.0.0.0", "--port", "0", "--token", "short")
    assert said.code == 2
    assert "16" in said.err
    assert "short" not in said.out
