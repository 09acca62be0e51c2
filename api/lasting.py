"""May a connection that lasts go on? Its caller must stay signed in, and the server must not stop.

Credentials are looked at again every few seconds, so an expired token and a revoked key end what
they opened.
"""

from __future__ import annotations

import asyncio
import signal

from starlette.types import Scope

from api.callers import Caller
from api.sign_in import Refused, SignIn

AGAIN_SECONDS, LOOK_SECONDS = 5.0, 1.0


def sign_in_of(scope: Scope) -> SignIn:
    """What signed the connection in."""
    found: SignIn = scope["state"]["sign_in"]
    return found


async def signed_out(sign_in: SignIn, caller: Caller, authorization: str | None) -> None:
    """Return once the credentials sign the same caller in no longer; never where there are none.
    While they cannot be checked, the caller stays."""
    while True:
        await asyncio.sleep(AGAIN_SECONDS)
        if authorization is None:
            continue
        try:
            now = await sign_in.by(authorization)
        except Refused as refused:
            if refused.status in (401, 403):
                return
            continue
        if (now.subject, now.role, now.territory) != (
            *(caller.subject, caller.role, caller.territory),
        ) or now.documents_only != caller.documents_only:
            return


async def stopping() -> None:
    """Return once the server that runs this process has been told to end."""
    while not getattr(_server(), "should_exit", False):
        await asyncio.sleep(LOOK_SECONDS)


def _server() -> object:
    # The server is whose method takes the signal; workers have one each that nobody else can name.
    return getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
