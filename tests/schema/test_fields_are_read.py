"""Whatever the product keeps in a field, some of its code reads by that name."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = (
    *("schema", "lake", "loaders", "identity", "graph"),
    *("algorithms", "workspace", "api", "cli", "demo"),
)
# Records that are read whole: as JSON, or taken apart into variables.
READ_WHOLE = {
    "Entry",  # a line of the audit log
    "Key",  # a line of `peerline key list`
    "Model",  # a file of weights that people read
    "Page",  # what GraphQL takes fields of
    "Position",  # what GraphQL takes fields of
    "ServerStatus",  # what `peerline status --json` prints
    "Span",  # what every evaluation prints of its file
    "Summary",  # what `python -m demo` prints
    "Stretch",  # what GraphQL takes fields of
    "Suppression",  # what `peerline suppress` prints
    "Walk",  # taken apart by the kernels
    "_Taxonomy",  # a row of the file
}


def _modules() -> list[ast.Module]:
    files = [file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))]
    return [ast.parse(file.read_text()) for file in (*files, ROOT / "refresh.py")]


def _is_record(node: ast.ClassDef) -> bool:
    said = [ast.unparse(each) for each in (*node.decorator_list, *node.bases)]
    return any(each == "NamedTuple" or each.startswith("dataclass") for each in said)


def test_no_field_is_stored_that_nothing_reads() -> None:
    nodes = [node for module in _modules() for node in ast.walk(module)]
    read = {
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)
    }
    records = [node for node in nodes if isinstance(node, ast.ClassDef) and _is_record(node)]
    unread = {
        (record.name, field.target.id)
        for record in records
        for field in record.body
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if field.target.id not in read
    }
    assert len(records) > 100
    assert {pair for pair in unread if pair[0] not in READ_WHOLE} == set()
    assert {name for name, _ in unread} == READ_WHOLE
