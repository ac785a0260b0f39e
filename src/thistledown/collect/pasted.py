"""A report that somebody pasted: its words as they were given, and what the giver says about them."""

from __future__ import annotations

from dataclasses import dataclass

from thistledown.casebook.report import Capture, Found, Problem, Report
from thistledown.casebook.when import When
from thistledown.collect.charset import find_charset
from thistledown.collect.connector import Context, problem_at
from thistledown.collect.decoded import decode
from thistledown.collect.plaintext import links_in, plain, title_of
from thistledown.collect.taking import TAKING
from thistledown.collect.tongue import language_in

LOCATOR = "pasted text"
NAME, VERSION = "paste", "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """What was pasted.

    Attributes:
        text: the words.
        title: as the giver says; found in the text when empty.
        outlet: who put it out, as the giver says.
        url: public address, http or https.
        published: YYYY, YYYY-MM or YYYY-MM-DD.
        language: BCP 47 primary tag; found out when empty.
    """

    text: str
    title: str = ""
    outlet: str = ""
    url: str = ""
    published: str = ""
    language: str = ""


def pasted(given: Pasted, context: Context) -> Found | Problem:
    """The pasted words as a capture with one report, or what is wrong with them.

    The capture holds the words alone, so the same words pasted again are the same report; what the giver
    says about them stands in the custody log as well.
    """
    if not given.text.strip():
        return problem_at(LOCATOR, TAKING("no_words"), TAKING("do_paste"))
    content = given.text.encode("utf-8", "replace")
    if len(content) > context.limits.member_bytes:
        return Problem(
            locator=LOCATOR,
            what=f"it has {len(content):,} bytes and the limit is {context.limits.member_bytes:,}",
            advice="save it as a file and add that, or paste it in parts",
        )
    try:
        published = When.parse(given.published.strip()) if given.published.strip() else None
    except ValueError as error:
        return problem_at(LOCATOR, TAKING("bad_day", why=str(error)), TAKING("do_leave_empty"))
    url = given.url.strip()
    if url and not url.lower().startswith(("http://", "https://")):
        return problem_at(LOCATOR, TAKING("no_page", url=url[:200]), TAKING("do_https"))
    codec, skip = find_charset(content, "utf-8")
    text, notes = plain(decode(content, codec, skip=skip), "plaintext/1", context.limits)
    said = {
        name: value
        for name, value in (
            ("title", given.title.strip()),
            ("outlet", given.outlet.strip()),
            ("url", url),
            ("published", given.published.strip()),
            ("language", given.language.strip()),
        )
        if value
    }
    report = Report(
        url=url or None,
        title=given.title.strip() or title_of(text.text),
        outlet=given.outlet.strip() or None,
        published=published,
        language=given.language.strip() or language_in(text.text, None),
        links=links_in(text.text, context.limits),
        notes=notes,
        text=text,
    )
    capture = Capture(
        content=content,
        media_type="text/plain",
        locator=url or LOCATOR,
        connector=NAME,
        connector_version=VERSION,
        captured_at=context.now(),
        detail={f"said_{name}": value for name, value in said.items()},
    )
    return Found(capture=capture, reports=(report,))
