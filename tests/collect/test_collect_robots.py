from __future__ import annotations

from thistledown.collect.robots import EVERYTHING, NOTHING, parse_robots

ROBOTS = b"""\xef\xbb\xbf# a comment
User-agent: *
Disallow: /private/
Allow: /private/open
Disallow: /*.pdf$
Crawl-delay: 2

User-agent: Thistledown
User-agent: Other
Disallow: /nothistledown
Crawl-delay: 7.5
"""


def test_the_group_for_us_counts_alone() -> None:
    rules = parse_robots(ROBOTS, "Thistledown")
    assert not rules.allows("https://x.org/nothistledown/1")
    assert rules.allows("https://x.org/private/x")
    assert rules.delay == 7.5


def test_the_longest_rule_counts_and_wildcards_work() -> None:
    rules = parse_robots(ROBOTS, "Someone")
    assert not rules.allows("https://x.org/private/x")
    assert rules.allows("https://x.org/private/open/x")
    assert not rules.allows("https://x.org/a/b.pdf")
    assert rules.allows("https://x.org/a/b.pdf?x=1")
    assert rules.allows("https://x.org/robots.txt")
    assert rules.delay == 2


def test_allow_wins_a_tie_and_escapes_are_the_same() -> None:
    rules = parse_robots("User-agent: *\nDisallow: /é\nAllow: /%C3%A9".encode(), "X")
    assert rules.allows("https://x.org/%c3%a9")
    rules = parse_robots("User-agent: *\nDisallow: /é".encode(), "X")
    assert not rules.allows("https://x.org/%C3%A9t")


def test_no_rules_allow_everything() -> None:
    assert parse_robots(b"<html>not robots</html>", "X").allows("https://x.org/")
    assert parse_robots(b"User-agent: *\nDisallow:", "X").allows("https://x.org/")
    assert EVERYTHING.allows("https://x.org/x")
    assert not NOTHING.allows("https://x.org/x")


def test_security_hostile_patterns_are_matched_in_linear_time() -> None:
    rules = parse_robots(b"User-agent: *\n" + b"Disallow: /a*a*a*a*a*a*a*a*a*b$\n" * 2000, "X")
    assert rules.allows("https://x.org/" + "a" * 3000)
