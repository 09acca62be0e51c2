"""Does the notebook of the docs run from top to bottom, and show what it says?"""

from pathlib import Path
from typing import Any

import nbformat
import pytest
from cookbook import served
from nbclient import NotebookClient
from neo4j import Driver

from schema.settings import Settings

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "docs" / "notebook.ipynb"


def _outputs(notebook: Any, kind: str) -> list[str]:
    """What the cells show in a form, in their order."""
    return [
        "".join(output["data"][kind])
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if kind in output.get("data", {})
    ]


@pytest.fixture
def ran(driver: Driver, server: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The notebook as it is after every cell has run, against the country of the cookbook."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    with served(driver, server, tmp_path / "home") as address:
        place = 'connect()  # the server of this machine; else connect("https://…", key="…")'
        assert notebook.cells[1].source.count(place) == 1
        notebook.cells[1].source = notebook.cells[1].source.replace(place, f"connect({address!r})")
        monkeypatch.setenv("PYTHONPATH", str(ROOT))
        monkeypatch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
        NotebookClient(notebook, timeout=180, resources={"metadata": {"path": tmp_path}}).execute()
    return notebook


def test_the_notebook_runs_and_shows_frames_and_a_chart(ran: Any) -> None:
    people, emerging, payments, ties, introductions = _outputs(ran, "text/html")
    # Eight have a paper on heart failure; four of them have a standing.
    assert people.count("<tr>") == 8 and "9680.85" in people and people.count("NA") == 4
    assert emerging.index("Eve Stone") < emerging.index("Cy Quill") and "Ivy" not in emerging
    # 4,000 in 2023; 12,000 + 50 + 20 in 2024
    assert all(each in payments for each in ("4000.00", "12070.00", "5500.50", "180.35"))
    assert ties.index("Ivy Frost") < ties.index("Cy Quill") and "Bo Marsh" not in ties
    assert "Bo Marsh" in introductions and "0.27" in introductions
    (chart,) = _outputs(ran, "image/png")
    assert len(chart) > 5_000
    printed = "".join(output["text"] for output in ran.cells[-1].outputs)
    assert "engagement E1: visit, 20 minutes" in printed
    assert "2024-03-01  paper 101: Heart failure at home" in printed


def test_the_notebook_is_kept_without_what_it_showed() -> None:
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    assert [(cell.outputs, cell.execution_count) for cell in code] == [([], None)] * len(code)
    assert len(code) == 8
