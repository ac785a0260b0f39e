"""Look-ups find the newest reports under each key and the first one, best first."""

import numpy as np

from thistledown.weigh.echoes.postings import STEPS, Postings


def test_a_look_up_finds_what_a_plain_search_finds():
    random = np.random.default_rng(5)
    postings, filed = Postings(), {}
    for report in range(3000):
        # Few keys are common, most are rare, as words are.
        keys = np.unique(random.zipf(1.3, 12) % 2**32).astype(np.uint32)
        if report % 10 == 0:
            weights = random.integers(1, 9, keys.size).astype(np.float32)
            scores = {}
            for key, weight in zip(keys.tolist(), weights.tolist(), strict=True):
                held = filed.get(key, [])
                for other in {*held[-STEPS:], *held[:1]}:
                    found = np.float32(scores.get(other, 0.0)) + weight / np.sqrt(1 + len(held) / 20)
                    scores[other] = np.float32(found)
            best = sorted((-score, other) for other, score in scores.items() if score >= 2.0)[:24]
            found, reached = postings.find(keys, weights, report, 24, 2.0)
            assert found.tolist() == [other for _, other in best]
            assert reached.tolist() == [-score for score, _ in best]
        postings.add(report, keys)
        for key in keys.tolist():
            filed.setdefault(key, []).append(report)
    assert max(map(len, filed.values())) > 10 * STEPS
