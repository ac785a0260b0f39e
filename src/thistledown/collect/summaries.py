"""The atlas's own-word summaries as reports, taken in like any other data set."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from thistledown.casebook.record import Casebook
from thistledown.casebook.report import Found, Report
from thistledown.casebook.schema import report
from thistledown.codebook.atlas import atlas
from thistledown.codebook.shipped import shipped
from thistledown.collect.connector import Context, Target
from thistledown.collect.table import CsvConnector

MAPPING = "atlas_mapping.toml"
# The place on disk differs between installations; the name in the package does not.
LOCATOR = "data/atlas_events.csv"


def atlas_summaries(context: Context) -> Found:
    """The capture of the shipped events table, one report an event; the part is the event's id.

    Raises:
        ShippedDataError: when the installation has no data.
        ValueError: when the table does not fit the atlas.
    """
    target = Target.of_path(shipped("atlas_events.csv"))
    reading = replace(context, mapping=shipped(MAPPING))
    for found in CsvConnector().collect(target, reading):
        if isinstance(found, Found):
            capture = replace(found.capture, locator=LOCATOR)
            return Found(capture=capture, reports=_named(found))
        raise ValueError(f"{found.locator}: {found.what}; {found.advice}")
    raise ValueError(f"{target.locator} holds no records; install Thistledown again")


def has_summaries(casebook: Casebook) -> bool:
    """Whether the casebook holds every summary of this atlas already."""
    wanted = hashlib.sha256(shipped("atlas_events.csv").read_bytes()).hexdigest()
    return len(casebook.view().reports(report.c.sha256 == wanted, limit=len(atlas()))) == len(atlas())


def _named(found: Found) -> Iterator[Report]:
    for event, told in zip(atlas(), found.reports, strict=True):
        if told.text.text.split() != event.summary.split():
            raise ValueError(f"atlas_events.csv: the row of {event.id} is out of order; install again")
        yield replace(told, part=event.id)
