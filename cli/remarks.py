"""Where does go what libraries have to say: that something is deprecated, slow or unusual?

Into the home's `remarks.log`, for whoever looks into a fault. Nobody who asks a question reads it.
Our own rooms do not warn, they log: that is said at once, and so are errors of libraries.
"""

from __future__ import annotations

import atexit
import logging
import os
from pathlib import Path

OURS = {"algorithms", "api", "cli", "graph", "identity", "lake", "loaders", "peerline", "workspace"}


def keep_remarks() -> None:
    """From now on, warnings and log records of libraries go into the log, and so does what they
    write as the process ends, when all of ours is said."""
    logging.captureWarnings(True)
    logging.getLogger().addHandler(_Remarks(logging.WARNING))
    # Called last, for it is registered first. Compiled libraries write to the descriptor itself.
    atexit.register(_turn_away)


class _Remarks(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR or record.name.partition(".")[0] in OURS:
            from cli.console import notes

            notes().print(record.getMessage(), style="yellow", markup=False, highlight=False)
            return
        log = _log()
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as lines:
            lines.write(f"{record.name}: {record.getMessage().strip()}\n")


def _turn_away() -> None:
    log = _log()
    place = log if log.parent.is_dir() else Path(os.devnull)
    os.dup2(os.open(place, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644), 2)


def _log() -> Path:
    from cli.console import settings

    try:
        return settings().home / "remarks.log"
    except ValueError:  # a setting is wrong, as the command has said
        return Path(os.devnull)
