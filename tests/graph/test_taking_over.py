"""A class is drawn anew where its rows may differ, and taken over from the drawing before else."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from stating import stated

from graph.drawing import CODE, Drawing, draw, draw_views
from graph.drawn_tables import table_of
from graph.nodes import NODE_VIEWS
from lake.code import of_code
from lake.lineage import Lineage
from schema.catalogue import NODES, RELATIONSHIPS
from schema.nodes import Journal, Topic
from schema.relationships import BROADER
from schema.vocabulary import Declared

Stated = dict[type[Declared], list[dict[str, Any]]]
FACTS: Stated = {
    Journal: [{"journal_id": "j", "title": "Hearts"}],
    Topic: [
        {"name": "Heart", "mesh_id": "D1", "tree_numbers": ["A07"]},
        {"name": "Aorta", "mesh_id": "D2", "tree_numbers": ["A07.1"]},
    ],
}


def _same(one: Path, other: Path) -> set[str]:
    """The classes whose files are one."""
    return {
        declared.__name__
        for declared in (*NODES, *RELATIONSHIPS)
        if table_of(one, declared).exists()
        and table_of(other, declared).exists()
        and table_of(one, declared).samefile(table_of(other, declared))
    }


def test_without_news_every_class_is_taken_over(tmp_path: Path) -> None:
    lake = stated(tmp_path, FACTS)
    first = draw(lake, tmp_path / "first")
    second = draw(lake, tmp_path / "second", first.folder)
    assert _same(first.folder, second.folder) == set(first.rows)
    assert (second.rows, second.skipped, second.missing) == (
        first.rows,
        first.skipped,
        first.missing,
    )
    assert lake.one('SELECT count(*) FROM drawn."Topic"') == (2,)
    assert second.rows["BROADER"] == 1 == pq.read_metadata(second.table(BROADER)).num_rows


def test_who_is_left_out_changes_every_class(tmp_path: Path) -> None:
    lake = stated(tmp_path, FACTS)
    first = draw(lake, tmp_path / "first")
    second = draw(lake, tmp_path / "second", first.folder, seed="somebody")
    assert _same(first.folder, second.folder) == set()


def test_what_a_relation_depends_on_besides_draws_it_anew(tmp_path: Path) -> None:
    lake = stated(tmp_path, FACTS)
    first = draw(lake, tmp_path / "first")
    for day, is_same in (("", True), ("another day", False)):
        folder = tmp_path / f"second {day}"
        folder.mkdir()
        second = Drawing(folder, Lineage(lake, of_code(*CODE)), first.folder)
        draw_views(lake.tables, second, [NODE_VIEWS[Journal]], [], day)
        assert second.rows == {"Journal": 1}
        assert _same(first.folder, folder) == ({"Journal"} if is_same else set())


def test_a_file_that_says_nothing_of_itself_is_not_taken_over(tmp_path: Path) -> None:
    lake = stated(tmp_path, FACTS)
    first = draw(lake, tmp_path / "first")
    place = table_of(first.folder, Journal)
    table = pq.read_table(place)
    place.unlink()
    pq.write_table(table.replace_schema_metadata(None), place)
    second = draw(lake, tmp_path / "second", first.folder)
    assert "Journal" not in _same(first.folder, second.folder)
    assert "Topic" in _same(first.folder, second.folder)
