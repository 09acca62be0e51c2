"""Which sources does a folder of the user's own add?

Each file there is one source, as a module of `loaders/` is: it offers `SOURCE`. It is run as part
of Peerline, with all that Peerline may do.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path


class NoSource(Exception):
    """A file of the folder is no source; the message names it, and what to do."""


def offered(folder: Path) -> Iterator[tuple[Path, object]]:
    """What each file of a folder offers as `SOURCE`, in the order of their names. Raises
    `NoSource`."""
    if not folder.is_dir():
        raise NoSource(f"{folder} is no folder; mend PEERLINE_LOADERS, or leave it empty")
    for file in sorted(folder.glob("*.py")):
        yield file, _offer(file)


def _offer(file: Path) -> object:
    name = f"own_sources.{file.stem}"
    spec = spec_from_file_location(name, file)
    assert spec is not None and spec.loader is not None, "a file that ends in .py is a module"
    module = module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[name]
        raise NoSource(f"{file} cannot be run: {type(error).__name__}: {error}") from error
    return getattr(module, "SOURCE", None)
