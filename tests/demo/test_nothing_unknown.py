"""The demo country's files hold nothing that is not as known but their size."""

from pathlib import Path

from demo import country
from loaders.reading.loading import files_of, load
from loaders.reading.source import sources


def test_the_loaders_know_all_that_the_country_writes(tmp_path: Path) -> None:
    country.write(tmp_path / "country", clinicians=200, seed=7)
    told = {}
    for source in sources().values():
        folder = tmp_path / "country" / source.name
        if folder.exists():
            files = files_of(source, [str(folder)])
            for outcome in load(tmp_path / "home", source, files, workers=1):
                told[outcome.file] = [s["kind"] for s in outcome.signals]
    assert len(told) > 20
    assert {kind for kinds in told.values() for kind in kinds} == {"out of bounds"}
