"""Where is the network explorer, and what may it do in a browser?

The page needs no credentials: it says nothing of the graph, and signs in by itself. Every view is
the same page at another address below `/explore/`; `/` is the first of them.
"""

from __future__ import annotations

from secrets import token_urlsafe

from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from explorer import BUILT, PAGE

NONCE = '<meta name="style-nonce" content="" />'
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; font-src 'self'; "
    "img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Cache-Control": "no-store",  # each has a nonce of its own
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class _Assets(StaticFiles):
    """Files whose names hold a digest of what is in them: a browser may keep them for good."""

    def file_response(self, *given: object, **more: object) -> Response:
        response = super().file_response(*given, **more)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def page(_: Request) -> Response:
    """The page; the style elements that its libraries make hold by the nonce alone."""
    nonce = token_urlsafe(16)
    content = PAGE.read_text("utf-8").replace(NONCE, NONCE.replace('""', f'"{nonce}"'))
    policy = POLICY.format(nonce=nonce)
    return HTMLResponse(content, headers=HEADERS | {"Content-Security-Policy": policy})


def routes() -> list[BaseRoute]:
    """The page at every address of a view, and what it is made of."""
    assets = _Assets(directory=BUILT / "assets", check_dir=False)
    return [
        Route("/", page),
        Mount("/explore/assets", GZipMiddleware(assets, minimum_size=1_000)),
        Route("/explore", page),
        Route("/explore/{view:path}", page),
    ]
