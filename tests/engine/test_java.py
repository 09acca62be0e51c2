"""Where the Java that Spark needs is missing or not good enough, what is said?"""

from pathlib import Path

import pytest

from engine.engine import CannotRun
from engine.java import MODULE, needs_java


def _java(folder: Path, version: str, modules: str = MODULE) -> Path:
    place = folder / "bin" / "java"
    place.parent.mkdir()
    place.write_text(
        f"#!/bin/sh\n[ \"$1\" = -version ] && echo '{version}' >&2 || echo '{modules}'\n"
    )
    place.chmod(0o755)
    return place


@pytest.mark.parametrize("version", ['openjdk version "17.0.2"', 'java version "25" 2025-09-16'])
def test_a_good_java_is_found_where_java_home_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    place = _java(tmp_path, version)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert needs_java() == place


@pytest.mark.parametrize(
    ("version", "modules", "said"),
    [
        ('openjdk version "11.0.2"', MODULE, "too old"),
        ('java version "1.8.0_292"', MODULE, "too old"),
        ("no version at all", MODULE, "too old"),
        ('openjdk version "25"', "java.base", MODULE),
    ],
)
def test_a_java_that_will_not_do_is_named_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, modules: str, said: str
) -> None:
    place = _java(tmp_path, version, modules)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(CannotRun) as told:
        needs_java()
    assert str(place) in str(told.value)
    assert said in str(told.value)
    assert "install a Java of version 17" in str(told.value)


def test_no_java_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(CannotRun, match="without bin/java"):
        needs_java()
    monkeypatch.delenv("JAVA_HOME")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotRun, match="no java in PATH"):
        needs_java()
