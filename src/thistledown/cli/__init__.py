"""The command line: one thin command a verb."""

from __future__ import annotations

from thistledown.cli.app import main

__all__ = ["main"]
