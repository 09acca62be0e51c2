"""What does every view of the network explorer look like?

While `make demo` serves, `make pictures` writes a picture of each view, at the width of a desk and
of a telephone, into `docs/pictures/`. Only invented people may stand in them: give no address but
one of a demo (`--address`).
"""

from __future__ import annotations

import argparse
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from benchmarks.browsing import browsing
from benchmarks.views import views

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
COLOURS = 128
WIDTHS = {"desk": (1280, 860), "telephone": (390, 844)}


def picture(browser: Browser, address: str, path: str, size: tuple[int, int], file: Path) -> None:
    """Write what is seen first of a view once all is there."""
    width, height = size
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(path)
    page.wait_for_load_state("networkidle", timeout=120_000)
    page.wait_for_function("!document.querySelector('[aria-label=Loading], [aria-busy=true]')")
    shot = Image.open(BytesIO(page.screenshot()))
    context.close()
    # A page has few colours: so written it takes a third.
    shot.convert("RGB").quantize(COLOURS).save(file, optimize=True)


def main() -> int:
    """Write the pictures of all views, or of those named."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pictures")
    parser.add_argument("views", nargs="*", help="names of views; all where none is given")
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    parser.add_argument("--into", type=Path, default=PICTURES)
    given = parser.parse_args()
    known = views(given.address)
    unknown = set(given.views) - set(known)
    if unknown:
        parser.error(f"no view {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    given.into.mkdir(parents=True, exist_ok=True)
    with browsing() as browser:
        for name in given.views or known:
            for width, size in WIDTHS.items():
                file = given.into / f"{name}-{width}.png"
                picture(browser, given.address, known[name], size, file)
                print(file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
