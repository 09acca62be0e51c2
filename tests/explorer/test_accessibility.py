"""Nobody is kept out: axe finds nothing serious on any view, in light and dark, wide and narrow."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from benchmarks.browsing import EXPLORER
from benchmarks.views import views

AXE = EXPLORER / "node_modules" / "axe-core" / "axe.min.js"
NAMES = (
    "find", "person", "compare", "introductions", "brief", "plan", "network", "influencers",
    "emerging", "frozen-lists", "frozen", "segments", "week", "team", "screening", "board",
    "lifecycle", "map", "sources", "quality",
)  # fmt: skip
LOOKS = (("light", 1280), ("dark", 1280), ("light", 390))


@cache
def _axe() -> str:
    return Path(AXE).read_text("utf-8")


@pytest.fixture(scope="module")
def paths(address: str) -> dict[str, str]:
    """The path of every view."""
    found = views(address)
    assert tuple(found) == NAMES
    return found


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_serious(
    browser: Browser, address: str, paths: dict[str, str], name: str
) -> None:
    for scheme, width in LOOKS:
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto(paths[name])
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.wait_for_load_state("networkidle")
        expect(page.get_by_label("Loading", exact=True)).to_have_count(0)
        page.evaluate(_axe())
        found: Any = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        serious = [
            (one["id"], [node["html"][:160] for node in one["nodes"][:3]])
            for one in found["violations"]
            if one["impact"] in ("serious", "critical")
        ]
        width_of_all = page.evaluate("document.documentElement.scrollWidth")
        context.close()
        assert serious == [], (scheme, width)
        assert width_of_all <= width, "the view is wider than the window"
