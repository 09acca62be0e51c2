"""What the commands say and with which code they end, run as a person runs them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest
from days import publish
from publisher import Publisher

ROOT = Path(__file__).parents[2]


def _run(home: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    named = {"PEERLINE_HOME": str(home), "COLUMNS": "200", "NO_COLOR": "1", **environment}
    return subprocess.run(
        [sys.executable, "-m", "cli", *words],
        cwd=ROOT,
        env={**os.environ, **named},
        capture_output=True,
        text=True,
    )


def _choose(home: Path, text: str) -> None:
    home.mkdir(exist_ok=True)
    (home / "sources.toml").write_text(text)


def test_a_fetch_says_what_came_and_where_it_is(publisher: Publisher, tmp_path: Path) -> None:
    publish(publisher, 3)
    _choose(tmp_path, f'[pubmed]\nwhole = true\naddress = "{publisher.address}"\n')
    done = _run(tmp_path, "fetch", "pubmed", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    (said,) = orjson.loads(done.stdout)
    assert (said["source"], said["came"], len(said["files"])) == ("pubmed", 4, 4)
    assert all(Path(file["path"]).is_file() for file in said["files"])
    again = _run(tmp_path, "fetch", "pubmed")
    assert again.returncode == 0
    assert f"in {tmp_path}/fetched/pubmed" in again.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("fetch", "nosuchsource"), "'nosuchsource' cannot be fetched; there are clinical-trials"),
        (("fetch", "pubmed"), "say in sources.toml what to fetch"),
        (("fetch", "nucc"), "American Medical Association"),
        (("fetch",), "Missing argument"),
        (("sync",), "chooses no source"),
        (("sync", "--every", "soon"), "is no time"),
        (("sync", "--every", ""), "is no time"),
        (("sync", "--once", "--every", "24h"), "exclude one another"),
    ],
)
def test_a_wrong_use_is_one_sentence_and_ends_with_2(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    done = _run(tmp_path, *words)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_a_wrong_choice_is_one_sentence_and_ends_with_2(tmp_path: Path) -> None:
    _choose(tmp_path, "[pubmd]\n")
    for words in (("sync",), ("fetch", "leie")):
        done = _run(tmp_path, *words)
        assert done.returncode == 2
        assert "did you mean pubmed?" in done.stderr and "Traceback" not in done.stderr


def test_another_file_may_say_what_is_chosen(tmp_path: Path) -> None:
    elsewhere = tmp_path / "chosen.toml"
    elsewhere.write_text("[mesch]\n")
    done = _run(tmp_path / "home", "sync", PEERLINE_SOURCES=str(elsewhere))
    assert done.returncode == 2 and str(elsewhere) in done.stderr


def test_what_is_not_as_published_ends_with_3_and_who_is_away_with_1(
    publisher: Publisher, tmp_path: Path
) -> None:
    publisher.put("/exclusions/exclusions_list.asp", "<html><title>Sorry</title></html>")
    _choose(tmp_path, f'[leie]\naddress = "{publisher.address}"\n')
    done = _run(tmp_path, "fetch", "leie")
    assert done.returncode == 3
    assert '"Sorry"' in done.stdout.replace("\n", " ")
    _choose(tmp_path, f'[leie]\naddress = "{publisher.address}"\n')
    publisher.put("/exclusions/exclusions_list.asp", "", status=503, headers={"Retry-After": "900"})
    away = _run(tmp_path, "fetch", "leie", "--json")
    assert away.returncode == 1
    assert "900 seconds" in orjson.loads(away.stdout)[0]["fault"]
