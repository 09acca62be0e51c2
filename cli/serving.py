"""Which process answers the questions of the command line?

A server that has read the ties and compiled its searches answers within milliseconds; a command
that did so itself would need seconds each time. So every server notes in the home where it answers,
and a command asks it. Where none serves, one is started that goes on in the background: it ends
with the embedded database, or when nobody has asked it anything for half an hour.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from schema.settings import Settings

START_SECONDS, ANSWER_SECONDS = 180, 120
ROOT = Path(__file__).parents[1]
ROOMS = ("api", "algorithms", "graph", "schema", "workspace", "notifying", "cli")


class NotServing(RuntimeError):
    """No server answers, and none could be started; the text says why and what to do next."""


class Refused(Exception):
    """The question must be put otherwise; the message holds the errors, one a line."""


def ask(settings: Settings, query: str, variables: Mapping[str, object]) -> dict[str, Any]:
    """The `data` of the answer of the server that serves this home, started if need be. Raises
    `Refused` where the asker can mend the question, `NotServing` where nobody answers it."""
    address = serving(settings)
    if address is None:
        check(query)
        address = start(settings)
    key = settings.key.get_secret_value() if settings.key else None
    try:
        answer, _ = post(f"http://{address}/graphql", query, variables, key, settings.purpose)
    except NotServing as error:
        raise NotServing(f"{error}; run `peerline down`, then try again") from None
    if answer.get("errors"):
        words = "\n".join(error["message"] for error in answer["errors"])
        codes = {error.get("extensions", {}).get("code") for error in answer["errors"]}
        raise Refused(words) if codes <= {"BAD_USER_INPUT", "COST_EXCEEDED"} else NotServing(words)
    data: dict[str, Any] = answer["data"]
    return data


def post(
    url: str,
    query: str,
    variables: Mapping[str, object],
    key: str | None,
    purpose: str = "",
) -> tuple[dict[str, Any], http.client.HTTPMessage]:
    """What a server answers to a question for a purpose, with `data` or `errors`, and its headers.
    Raises `NotServing` where nobody answers as GraphQL does."""
    at = urlsplit(url)
    kind = http.client.HTTPSConnection if at.scheme == "https" else http.client.HTTPConnection
    headers = {"Content-Type": "application/json"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    if purpose:
        headers["Peerline-Purpose"] = purpose.encode().decode("latin-1")
    body = json.dumps({"query": query, "variables": dict(variables)})
    connection = kind(at.netloc, timeout=ANSWER_SECONDS)
    try:
        connection.request("POST", at.path, body, headers)
        response = connection.getresponse()
        answer = json.loads(response.read())
        if not isinstance(answer, dict) or not answer.keys() & {"data", "errors"}:
            raise ValueError(f"HTTP {response.status}, no answer of GraphQL")
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotServing(f"the server at {at.netloc} did not answer ({error})") from None
    finally:
        connection.close()
    return answer, response.headers


def check(query: str) -> None:
    """Raise `Refused` for a question that the schema does not know, before anything is started."""
    from graphql import GraphQLError, parse, validate

    from api.schema import schema

    try:
        errors = validate(schema._schema, parse(query))
    except GraphQLError as error:
        errors = [error]
    if errors:
        raise Refused("\n".join(error.message for error in errors))


def serving(settings: Settings) -> str | None:
    """Host and port of a server of this home, these settings and this code that answers; else
    none."""
    note = _read(settings)
    if note is None or note["serves"] != _fingerprint(settings):
        return None
    try:
        connection = http.client.HTTPConnection(note["address"], timeout=5)
        connection.request("GET", "/health")
        alive = json.loads(connection.getresponse().read())
    except (OSError, http.client.HTTPException, ValueError):
        return None
    return str(note["address"]) if alive.get("process") == note["process"] else None


def note(settings: Settings, address: str, background: bool) -> None:
    """Put down where this process answers, for the commands that ask it."""
    place = _place(settings)
    place.parent.mkdir(parents=True, exist_ok=True)
    entry = {
        "address": address,
        "process": os.getpid(),
        "background": background,
        "serves": _fingerprint(settings),
    }
    fresh = place.with_suffix(f".{os.getpid()}")
    fresh.write_text(json.dumps(entry))
    fresh.replace(place)


def forget(settings: Settings) -> None:
    """Take this process's own note away."""
    known = _read(settings)
    if known and known["process"] == os.getpid():
        _place(settings).unlink(missing_ok=True)


def start(settings: Settings) -> str:
    """Start a server in the background and return host and port once it answers. Raises
    `NotServing` with the end of its log when it does not."""
    from filelock import FileLock

    from schema.environment import environment_of

    with FileLock(_place(settings).with_suffix(".lock")):
        address = serving(settings)
        if address is not None:
            return address
        stop(settings)
        log = settings.home / "serving.log"
        with log.open("wb") as lines:
            process = subprocess.Popen(
                [sys.executable, "-m", "cli", "serve", "--port", "0", "--background"],
                env={**os.environ, **environment_of(settings), "PYTHONPATH": str(ROOT)},
                stdin=subprocess.DEVNULL,
                stdout=lines,
                stderr=lines,
                start_new_session=True,
            )
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and process.poll() is None:
            address = serving(settings)
            if address is not None:
                return address
            time.sleep(0.05)
        words = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
        raise NotServing(words if process.poll() else f"no server answers yet; see {log}")


def stop(settings: Settings) -> bool:
    """End a server that runs in the background for this home; whether there was one."""
    known = _read(settings)
    if known is None or not known["background"]:
        return False
    import psutil

    try:
        process = psutil.Process(known["process"])
        if "cli" not in process.cmdline():
            return False
        process.terminate()
        process.wait(30)
    except psutil.NoSuchProcess:
        return False
    finally:
        _place(settings).unlink(missing_ok=True)
    return True


def _place(settings: Settings) -> Path:
    return settings.home / "serving.json"


def _read(settings: Settings) -> dict[str, Any] | None:
    try:
        known = json.loads(_place(settings).read_text())
    except (FileNotFoundError, ValueError):
        return None
    wanted = {"address", "process", "background", "serves"}
    return known if isinstance(known, dict) and wanted <= set(known) else None


def _fingerprint(settings: Settings) -> str:
    """Of the settings and of the code: another of either needs another server."""
    from schema.environment import environment_of

    marks = [f"{name}={value}" for name, value in sorted(environment_of(settings).items())]
    for room in ROOMS:
        for folder, _, files in os.walk(ROOT / room):
            marks += [
                f"{file} {os.stat(os.path.join(folder, file)).st_mtime_ns}"  # noqa: PTH116, PTH118
                for file in sorted(files)
                if file.endswith(".py")
            ]
    return hashlib.sha256("\n".join(marks).encode()).hexdigest()
