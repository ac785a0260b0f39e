"""Sources that an analyst registers, and which reports are theirs.

The shipped registry knows its sources by host. What an analyst registers is known by addresses, by names of
outlets and by single reports; these stand in the record as a judgement about the source, so that a report
stays as it came, later reports are found too, and undoing the entry lets go of them all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sqlalchemy import select

from thistledown.casebook.errors import CasebookError
from thistledown.casebook.folding import fold
from thistledown.casebook.schema import judgement, report, source, source_grade, source_profile
from thistledown.codebook.people import person_as_actor
from thistledown.codebook.registry import registry
from thistledown.codebook.sources import host_of, parent_hosts
from thistledown.codebook.terms import Reliability

if TYPE_CHECKING:
    from thistledown.casebook.record import Casebook
    from thistledown.casebook.view import View

# What the journal calls the entry, and where the judgement keeps what is the source's.
REGISTERED = "register-source"
REGISTER, HELD = "register", "reports"
_LONGEST_NAME, _LONGEST_ID = 300, 80


class RegisterError(CasebookError):
    """A source cannot be registered so: what is wrong, and what to write instead."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Which source a report belongs to, as analysts registered it.

    Attributes:
        hosts: for each host, paths and their sources, the longest path first; "" is the whole host.
        names: by folded name of an outlet; counts only for reports without an address.
        reports: by id of a report.
    """

    hosts: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    reports: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything was registered."""
        return bool(self.hosts or self.names or self.reports)

    def of_url(self, url: str | None) -> str | None:
        """The source that puts out an address; None when nobody registered it."""
        if not url or not self.hosts:
            return None
        host, path = _split(url)
        for name in parent_hosts(host) if host else ():
            for start, key in self.hosts.get(name, ()):
                if path == start or not start or path.startswith(f"{start}/"):
                    return key
        return None

    def of_report(self, report_id: str, url: str | None, outlet: str | None) -> str | None:
        """The source of a report: by its id, else its address, else, without an address, its outlet."""
        if found := self.reports.get(report_id) or self.of_url(url):
            return found
        return self.names.get(fold(outlet)) if outlet and not host_of(url or "") else None


def addresses(view: View) -> Addresses:
    """What analysts registered, as known on the view's date."""
    query = view.as_of.select(
        judgement, judgement.c.subject_table == source.name, judgement.c.slot == HELD
    ).order_by(judgement.c.id)
    hosts: dict[str, list[tuple[str, str]]] = {}
    names: dict[str, str] = {}
    reports: dict[str, str] = {}
    for row in view.rows(query):
        key, held = row["subject_id"], json.loads(row["value"])
        for url in held["urls"]:
            host, path = _split(url)
            hosts.setdefault(host, []).append((path, key))
        names.update(dict.fromkeys(held["names"], key))
        reports.update(dict.fromkeys(held["reports"], key))
    for paths in hosts.values():
        paths.sort(key=lambda pair: (-len(pair[0]), pair))
    return Addresses(hosts, names, reports)


def reports_held(view: View, source_id: str | None = None) -> dict[str, str]:
    """Reports that belong to sources which analysts registered: report to source, in the order of arrival.

    Args:
        view: the record as known on a date.
        source_id: only those of this source.
    """
    held = addresses(view)
    if not held:
        return {}
    query = view.as_of.select(report, columns=[report.c.id, report.c.url, report.c.outlet])
    found = {
        row["id"]: key
        for row in view.rows(query.order_by(report.c.entry, report.c.id))
        if (key := held.of_report(row["id"], row["url"], row["outlet"])) is not None
    }
    return {key: owner for key, owner in found.items() if source_id in (None, owner)}


def source_kinds() -> tuple[str, ...]:
    """Sorts of source that the registry knows."""
    return tuple(sorted({item.kind for item in registry().sources}))


def owners() -> tuple[str, ...]:
    """Classes of who stands behind a source that the registry knows."""
    return tuple(sorted({item.affiliation for item in registry().sources}))


def register_source(
    casebook: Casebook,
    name: str,
    *,
    grade: str,
    why: str,
    urls: Sequence[str] = (),
    reports: Sequence[str] = (),
    kind: str = "outlet",
    country: str | None = None,
    language: str | None = None,
    owner: str = "unknown",
    network: str | None = None,
) -> tuple[str, int]:
    """Register a source that the shipped registry does not know, and grade it: one journal entry.

    Args:
        casebook: the casebook, in whose analyst's name it is written.
        name: as it calls itself. Reports without an address whose outlet has this name are its own.
        grade: A to F on the Admiralty scale.
        why: the reason for the grade.
        urls: addresses it puts out: a host with all below it, or a host and a path ("t.me/channel").
        reports: ids of reports that are its own.
        kind: one of `source_kinds()`.
        country: ISO 3166-1 alpha-3 of its seat.
        language: BCP 47 primary tag of what it chiefly writes in.
        owner: who stands behind it, one of `owners()`.
        network: id of a group of sources that speak as one.

    Returns:
        The new source's id, and the number of the journal entry; `undo` takes it back.

    Raises:
        RegisterError: when a value is none that there is, the name is a person's, or an address or the name
            belongs to a source already.
        UnknownIdError: when the record has no such report.
    """
    name = " ".join(name.split())
    grade = grade.upper()
    _check_words(name, grade, why, kind, country, owner)
    view = casebook.view()
    for key in reports:
        view.report(key)
    held = addresses(view)
    kept = [_address(url) for url in dict.fromkeys(urls)]
    for url in kept:
        _check_free(url, held)
    for row in view.sources():
        if fold(row["name"]) == fold(name):
            raise RegisterError(
                f"there is a source of this name already, {row['source_id']}; grade that one with "
                f"`thistledown sources grade {row['source_id']} {grade} --why …`"
            )
    value = {"urls": kept, "names": [fold(name)], "reports": list(dict.fromkeys(reports))}
    detail = {"name": name, "reliability": grade, "reason": why[:400]}
    with casebook.engine.connect() as reading:
        key = _free_id(name, set(reading.execute(select(source.c.id)).scalars()))
    with casebook.entry(REGISTERED, key, detail) as entry:
        entry.insert(source, [{"id": key}])
        profile = {
            "source_id": key,
            "name": name,
            "kind": kind,
            "country": country,
            "language": language,
            "affiliation": owner,
            "network": network,
        }
        entry.insert(source_profile, [profile])
        graded = {"source_id": key, "reliability": grade, "reason": why, "graded_by": casebook.who}
        entry.insert(source_grade, [graded])
        entry.insert(
            judgement,
            [
                {
                    "subject_table": source.name,
                    "subject_id": key,
                    "verdict": REGISTER,
                    "slot": HELD,
                    "value": json.dumps(value, ensure_ascii=False),
                    "comment": why,
                    "coder": casebook.who,
                }
            ],
        )
        return key, entry.seq


def _split(url: str) -> tuple[str, str]:
    """Normal host and path of an address, without a slash at the end."""
    try:
        return host_of(url), urlsplit(url).path.rstrip("/").lower()
    except ValueError:
        return "", ""


def _address(url: str) -> str:
    """An address as it is kept: with its scheme, so that host and path can be told apart."""
    url = url.strip()
    whole = url if url.lower().startswith(("http://", "https://")) else f"https://{url}"
    host, _ = _split(whole)
    if "." not in host or any(c.isspace() or not c.isprintable() for c in whole) or len(whole) > 2_000:
        raise RegisterError(f"{url[:80]!r} is no address; write one such as https://example.org")
    return whole


def _check_words(name: str, grade: str, why: str, kind: str, country: str | None, owner: str) -> None:
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise RegisterError(f"a source needs a name of 1 to {_LONGEST_NAME} characters that can be seen")
    if person := person_as_actor(name):
        raise RegisterError(f"{person} is a person; name the outlet, the office or the account")
    if grade not in [item.value for item in Reliability]:
        raise RegisterError(f"{grade!r:.20} is no grade; choose A (reliable) to F (cannot be judged)")
    if not why.strip():
        raise RegisterError("a grade needs a reason that others can follow")
    _one_of("sort of source", kind, source_kinds())
    _one_of("owner", owner, owners())
    if country is not None and not re.fullmatch("[A-Z]{3}", country):
        raise RegisterError(f"{country!r:.20} is no country; write three capital letters, such as FRA")


def _one_of(what: str, given: str, choices: Iterable[str]) -> None:
    if given not in (known := tuple(choices)):
        raise RegisterError(f"{given!r:.40} is no {what}; choose one of {', '.join(known)}")


def _check_free(url: str, held: Addresses) -> None:
    host, path = _split(url)
    # A channel on a platform that the registry knows is a source of its own.
    known = None if path else registry().source_for_url(url)
    taken = known or next((key for start, key in held.hosts.get(host, ()) if start == path), None)
    if taken:
        raise RegisterError(
            f"{url} is {taken}'s already; grade it with `thistledown sources grade {taken} …`"
        )


def _free_id(name: str, taken: set[str]) -> str:
    """A readable id that no source ever had, retired ones included."""
    start = re.sub(r"[^\w]+", "-", fold(name)).strip("-_")[:_LONGEST_ID].strip("-_") or "source"
    found, number = start, 1
    while found in taken:
        number += 1
        found = f"{start}-{number}"
    return found
