"""The scripts of the gold folder import each other by plain names."""

import sys
from pathlib import Path

import pytest

GOLD = Path(__file__).resolve().parents[2] / "gold"
sys.path.insert(0, str(GOLD))


@pytest.fixture
def gold() -> Path:
    """The folder of the gold set."""
    return GOLD


@pytest.fixture
def written() -> dict:
    """A document as a gold writer writes it."""
    sentence = "Russia and Turkey supplied the Malian army with FPV drones in May 2025, the ministry said."
    return {
        "id": "en-r-001",
        "language": "en",
        "published": "2025-06-14",
        "about": "invented",
        "text": f"BAMAKO. {sentence} The army of Russia made no comment.",
        "claims": [
            {
                "sentence": sentence,
                "kind": "transfer",
                "trigger": "supplied",
                "provider": "Russia and Turkey",
                "provider_name": "Russia; Turkey",
                "recipient": "Malian army",
                "recipient_name": "Malian Armed Forces",
                "item": "FPV drones",
                "items": ["equipment"],
                "system": "fpv",
                "pathway": "state-transfer",
                "date": {
                    "text": "in May 2025",
                    "start": "2025-05-01",
                    "end": "2025-05-31",
                    "precision": "month",
                },
                "place": {"text": "BAMAKO", "name": "Bamako", "country": "MLI"},
                "holder": ["ministry"],
                "holder_text": "ministry",
                "modality": "reported",
                "cue": "said",
                "generic": False,
            }
        ],
    }
