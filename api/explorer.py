"""Where is the network explorer, and what may it do in a browser?

The page needs no credentials: it says nothing of the graph, and signs in by itself. Every view is
the same page at another address below `/explore/`; `/` is the first of them. Where an issuer signs
people in, the page is told which, and may reach its origins beside the server's own, no others.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from secrets import token_urlsafe

from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from api.starting import origin_of
from explorer import BUILT, PAGE
from schema.settings import Settings

NONCE = '<meta name="style-nonce" content="" />'
ISSUER = '<meta name="sign-in" content="" />'
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; font-src 'self'; "
    "img-src 'self' data: blob:; connect-src {reached}; worker-src 'self'; manifest-src 'self'; "
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


def page(settings: Settings) -> Callable[[Request], Response]:
    """The page; the style elements that its libraries make hold by the nonce alone."""
    issuer = ISSUER.replace('""', f'"{escape(_issuer(settings))}"')
    reached = " ".join(("'self'", *_origins(settings)))

    def answer(_: Request) -> Response:
        nonce = token_urlsafe(16)
        content = PAGE.read_text("utf-8").replace(ISSUER, issuer)
        content = content.replace(NONCE, NONCE.replace('""', f'"{nonce}"'))
        policy = POLICY.format(nonce=nonce, reached=reached)
        return HTMLResponse(content, headers=HEADERS | {"Content-Security-Policy": policy})

    return answer


def _issuer(settings: Settings) -> str:
    """What the page must know to sign people in, as JSON; empty where no issuer does."""
    if not settings.oidc_client:
        return ""
    return json.dumps(
        {
            "issuer": settings.oidc_issuer,
            "client": settings.oidc_client,
            "scope": " ".join(("openid", *settings.oidc_scopes)),
            "audience": settings.oidc_audience,
        }
    )


def _origins(settings: Settings) -> list[str]:
    """The origins at which the issuer answers the page; `api.starting.check` has passed them."""
    if not settings.oidc_client:
        return []
    named = (settings.oidc_issuer or "", *settings.oidc_origins)
    return sorted({origin for one in named if (origin := origin_of(one))})


def routes(settings: Settings) -> list[BaseRoute]:
    """The page at every address of a view, and what it is made of."""
    assets = _Assets(directory=BUILT / "assets", check_dir=False)
    view = page(settings)
    return [
        Route("/", view),
        Mount("/explore/assets", GZipMiddleware(assets, minimum_size=1_000)),
        Route("/explore", view),
        Route("/explore/{view:path}", view),
    ]
