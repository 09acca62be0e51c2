"""Which Java would Spark run on, and is it good enough?

Spark's launcher asks for the module `jdk.incubator.vector`, which the runtime that comes with
Peerline for its own database lacks: so it takes a Java of the user's.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from engine.engine import CannotRun

OLDEST, MODULE = 17, "jdk.incubator.vector"
_VERSION = re.compile(r'version "(?:1\.)?(\d+)')
_ADVICE = f"install a Java of version {OLDEST} or newer (such as Debian's openjdk-17-jre-headless)"


def needs_java() -> Path:
    """The Java that `JAVA_HOME` names, else the first in the path. Raises `CannotRun` where it is
    missing, too old, or lacks what Spark asks for."""
    home = os.environ.get("JAVA_HOME")
    named = f"{home}/bin/java" if home else "java"
    place = shutil.which(named)
    if place is None:
        where = f"JAVA_HOME is {home}, without bin/java" if home else "no java in PATH"
        raise CannotRun(f"PEERLINE_ENGINE=spark needs Java: {where}; {_ADVICE}")
    printed = _output(place, "-version")
    found = _VERSION.search(printed)
    if found is None or int(found[1]) < OLDEST:
        said = found[0] if found else printed.strip()[:80] or "nothing"
        raise CannotRun(f"{place} says {said}: too old for Spark; {_ADVICE}, or set JAVA_HOME")
    if MODULE not in _output(place, "--list-modules"):
        raise CannotRun(f"{place} lacks the module {MODULE}, which Spark asks for; {_ADVICE}")
    return Path(place)


def _output(place: str, asked: str) -> str:
    try:
        ran = subprocess.run(
            [place, asked], capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CannotRun(f"{place} {asked} does not run: {error}; {_ADVICE}") from None
    return ran.stdout + ran.stderr
