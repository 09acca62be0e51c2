"""Is the code still shaped so that a newcomer can walk through it?

The bounds are what the house holds to, with nothing to spare: whoever goes beyond one has found two
things that want to be apart.
"""

from __future__ import annotations

import ast
from collections import Counter
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = sorted(
    folder.parent.name
    for folder in ROOT.glob("*/__init__.py")
    if folder.parent.name not in ("tests", "benchmarks")
)
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for room in ROOMS
    for path in (ROOT / room).rglob("*.py")
} | {"refresh": ROOT / "refresh.py"}
LONGEST_CHAIN = 21
LONG_FUNCTIONS, LONG_FILES = 2, 5
FUNCTION_LINES, FILE_LINES, PARAMETERS = 40, 300, 8


def _imports(module: str) -> set[str]:
    """The modules of the product that a module imports, at its top or inside a function."""
    imported: set[str] = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            below = {f"{node.module}.{alias.name}" for alias in node.names}
            imported |= below & MODULES.keys() or {node.module}
    return (imported & MODULES.keys()) - {module}


@cache
def _chain(module: str) -> tuple[str, ...]:
    """The longest chain of imports that begins at a module."""
    below = max((_chain(one) for one in sorted(_imports(module))), key=len, default=())
    return (module, *below)


def _functions() -> list[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    return [
        (module, node)
        for module, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_no_chain_of_imports_is_long_and_none_is_a_circle() -> None:
    # A circle would have no longest chain: Python's own limit of recursion ends it.
    longest = max((_chain(module) for module in MODULES), key=len)
    assert len(longest) <= LONGEST_CHAIN, " -> ".join(longest)


def test_few_functions_are_long() -> None:
    long = [
        f"{module}.{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for module, node in _functions()
        if node.end_lineno is not None and node.end_lineno - node.lineno + 1 > FUNCTION_LINES
    ]
    assert len(long) <= LONG_FUNCTIONS, long


def test_no_function_takes_many_parameters_but_a_command_with_its_options() -> None:
    many = []
    for module, node in _functions():
        given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        is_command = any(ast.unparse(one).startswith("app.") for one in node.decorator_list)
        is_field = any("strawberry" in ast.unparse(one) for one in node.decorator_list)
        if len(given) > PARAMETERS and not is_command and not is_field:
            many.append(f"{module}.{node.name}: {len(given)} parameters")
    assert many == []


def test_few_files_are_long() -> None:
    lengths = {
        module: len(path.read_text(encoding="utf-8").splitlines())
        for module, path in MODULES.items()
    }
    long = {module: lines for module, lines in lengths.items() if lines > FILE_LINES}
    assert len(long) <= LONG_FILES, long


def test_import_contracts_speak_of_every_room() -> None:
    text = (ROOT / ".importlinter").read_text(encoding="utf-8")
    listed = text.partition("root_packages =\n")[2].partition("#")[0].split()
    assert sorted(listed) == ROOMS


def test_no_two_files_of_tests_have_one_name() -> None:
    # pytest reads tests in by the bare name: the second of two would not be run.
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, count in names.items() if count > 1] == []
