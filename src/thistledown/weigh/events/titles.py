"""What an event is called until an analyst names it."""

from __future__ import annotations

from thistledown.casebook.claim import Claim, Party
from thistledown.codebook.registry import registry

LONGEST = 160


def title_of(claim: Claim) -> str:
    """A title from what a claim says: "Training: Russia to Mali, Bamako, MLI, 2025-06"."""
    givers, takers = _names(claim.providers), _names(claim.recipients)
    if givers and takers:
        who = f"{givers} to {takers}"
    elif givers:
        who = f"from {givers}"
    else:
        who = takers
    place = ""
    if claim.where is not None:
        place = ", ".join(part for part in (claim.where.name, _country(claim.where.country)) if part)
    parts = [who, place, str(claim.when) if claim.when else ""]
    title = f"{claim.kind.value.capitalize()}: " + ", ".join(part for part in parts if part)
    return title if len(title) <= LONGEST else title[: LONGEST - 1] + "…"


def _names(parties: tuple[Party, ...]) -> str:
    return ", ".join(party.name for party in parties[:3])


def _country(iso3: str | None) -> str:
    return next((country.name for country in registry().countries if country.iso3 == iso3), iso3 or "")
