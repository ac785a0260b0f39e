"""A file that holds an echo index: arrays and texts, no code; a cache that can be made anew."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thistledown.weigh.echoes.edge import Edge
from thistledown.weigh.echoes.report_text import ReportText
from thistledown.weigh.echoes.signature import Signature

# Changes whenever signatures are made in another way.
VERSION = 1
_ARRAYS = ("keys", "places", "weights", "flags", "shingles", "lookups", "lookup_weights")


def write(
    path: Path, reports: Sequence[ReportText], signatures: Sequence[Signature], apart: Sequence[Edge]
) -> None:
    """Write an index; the file is whole or not there."""
    arrays: dict[str, NDArray[Any]] = {"version": np.array([VERSION])}
    for name in _ARRAYS:
        held = [getattr(signature, name) for signature in signatures]
        arrays[name] = np.concatenate(held) if held else np.zeros(0)
        arrays[f"{name}_sizes"] = np.array([array.size for array in held], dtype=np.int64)
    arrays["content"] = np.array([signature.content for signature in signatures], dtype=np.int64)
    lines = [json.dumps(_report_json(report)) for report in reports]
    arrays["reports"] = np.frombuffer("\n".join(lines).encode(), dtype=np.uint8)
    arrays["apart"] = np.frombuffer(json.dumps([edge.as_json() for edge in apart]).encode(), dtype=np.uint8)
    part = path.with_name(path.name + ".part")
    with part.open("wb") as handle:
        np.savez_compressed(handle, allow_pickle=False, **arrays)
    os.replace(part, path)


def read(path: Path) -> tuple[list[ReportText], list[Signature], list[Edge]]:
    """Read what `write` wrote.

    Raises:
        ValueError: when the file is no index, or was made by another version of the engine.
    """
    try:
        with np.load(path, allow_pickle=False) as arrays:
            if int(arrays["version"][0]) != VERSION:
                raise ValueError(f"{path} was made by another version; delete it, it is made anew")
            lines = arrays["reports"].tobytes().decode().split("\n")
            reports = [_report(json.loads(line)) for line in lines if line]
            parts = {
                name: np.split(arrays[name], np.cumsum(arrays[f"{name}_sizes"])[:-1]) if reports else []
                for name in _ARRAYS
            }
            contents = arrays["content"].tolist()
            apart = [Edge.from_json(value) for value in json.loads(arrays["apart"].tobytes().decode())]
    except (zipfile.BadZipFile, KeyError, EOFError, UnicodeError) as error:
        raise ValueError(f"{path} is no echo index ({error}); delete it, it is made anew") from error
    signatures = [
        Signature(report.language, content=contents[at], **{name: parts[name][at] for name in _ARRAYS})
        for at, report in enumerate(reports)
    ]
    return reports, signatures, apart


def _report_json(report: ReportText) -> dict[str, Any]:
    day = report.published.isoformat() if report.published else None
    return {
        "id": report.id,
        "text": report.text,
        "url": report.url,
        "published": day,
        "language": report.language,
        "title": report.title,
        "source": report.source,
        "network": report.network,
    }


def _report(value: dict[str, Any]) -> ReportText:
    day = value.pop("published")
    return ReportText(**value, published=date.fromisoformat(day) if day else None)
