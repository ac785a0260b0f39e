"""Every screen fits a phone, and can be read in the dark."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from web_pages import SCREENS, settled

CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast", "target-size"]}}


@pytest.mark.parametrize("path", SCREENS)
def test_a_screen_fits_a_phone_in_the_dark(
    chromium: Any, address: str, paths: dict[str, str], path: str
) -> None:
    context = chromium.new_context(
        viewport={"width": 390, "height": 800}, color_scheme="dark", reduced_motion="reduce"
    )
    page = context.new_page()
    settled(page, address + paths.get(path, path))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    found = Axe().run(page, options=CONTRAST)
    assert found.violations_count == 0, found.generate_report()[:3000]
    context.close()
