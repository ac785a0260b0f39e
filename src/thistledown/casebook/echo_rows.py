"""Which report leans on which, as rows of the record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, Select, or_, select

from thistledown.casebook.append import Entry
from thistledown.casebook.asof import AsOf
from thistledown.casebook.claim_rows import CHUNK
from thistledown.casebook.schema import echo


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedEcho:
    """One report leaning on another.

    Attributes:
        origin: id of the report that is leaned on.
        echo: id of the report that leans.
        relation: copy, translation, rewrite, relay, frame or denial.
        probability: that it leans, 0 to 1.
        evidence: what shows it, as the weigher put it (aligned passages, credits, shared particulars).
        coder: who found it: a weigher with its version, or a person.
    """

    origin: str
    echo: str
    relation: str
    probability: float
    evidence: Mapping[str, Any]
    coder: str

    @property
    def id(self) -> str:
        """Reports, relation and coder give the id: finding the same again adds nothing."""
        content = "\0".join((self.origin, self.echo, self.relation, self.coder))
        return "k" + hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:19]


def insert_echoes(entry: Entry, echoes: Sequence[RecordedEcho]) -> int:
    """Keep echoes that the record does not have; return how many were new.

    One that was retired stays retired: a machine does not overrule an analyst.
    """
    keyed = {item.id: item for item in echoes}
    held: set[str] = set()
    names = sorted(keyed)
    for start in range(0, len(names), CHUNK):
        query = select(echo.c.id).where(echo.c.id.in_(names[start : start + CHUNK]))
        held.update(entry.connection.execute(query).scalars())
    entry.insert(
        echo,
        [
            {
                "id": name,
                "from_report": item.origin,
                "to_report": item.echo,
                "relation": item.relation,
                "probability": item.probability,
                "evidence": json.dumps(dict(item.evidence), ensure_ascii=False, sort_keys=True),
                "coder": item.coder,
            }
            for name, item in keyed.items()
            if name not in held
        ],
    )
    return len(keyed) - len(held)


def echo_query(as_of: AsOf, reports: Sequence[str] | None) -> Select[Any]:
    """Select live echoes among all reports, or those that touch some of them."""
    where = [] if reports is None else [or_(echo.c.from_report.in_(reports), echo.c.to_report.in_(reports))]
    return as_of.select(echo, *where).order_by(echo.c.entry, echo.c.id)


def echo_from(row: RowMapping) -> RecordedEcho:
    """Read one row."""
    return RecordedEcho(
        origin=row["from_report"],
        echo=row["to_report"],
        relation=row["relation"],
        probability=row["probability"],
        evidence=json.loads(row["evidence"]),
        coder=row["coder"],
    )
