"""Which pages of docs/ follow from the code, and are they current?

`python -m cli.documentation` writes them; with `--check` it says which are stale and ends with 1.
A schema that would break questions which it answers today is written with `--breaking` alone.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from configparser import ConfigParser
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import loaders
from algorithms.algorithm import Algorithm, declared
from algorithms.ties import model as tie_model
from algorithms.ties.features import MEANING
from api.admitting import Rule
from api.breaking import breaking
from api.callers import Function, Role
from api.rights import RULES
from api.schema import schema
from cli.affair_pages import affair_pages
from cli.contract_pages import contract_pages
from cli.markdown import NOTE, table
from cli.sign_page import sign_page
from lake.delivery import MEANINGS
from loaders.reading.source import Source, sources
from schema.catalogue import CLAIMS, CONCLUSIONS, MENTIONS, NODES, RELATIONSHIPS
from schema.vocabulary import Declared, Field, Node, Relationship, camel

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PRINTED = DOCS / "api.graphql"
ROOMS_BEGIN = "<!-- rooms: written by `make docs` from the packages and .importlinter -->"
ROOMS_END = "<!-- end of rooms -->"
RULES_BEGIN = "<!-- rules: written by `make docs` from api/rights.py -->"
RULES_END = "<!-- end of rules -->"
WORDS = {"str": "text", "int": "integer", "float": "number", "bool": "true or false"}
WORDS |= {"date": "date", "datetime": "instant", "Decimal": "amount"}


def pages() -> dict[Path, str]:
    """The generated pages as they should be, by path."""
    return {
        DOCS / "sources.md": _sources_page(),
        DOCS / "graph-model.md": _model_page(),
        DOCS / "algorithms.md": _algorithms_page(),
        PRINTED: schema.as_str() + "\n",
        DOCS / "architecture.md": _architecture_page(),
        DOCS / "rights.md": _rights_page(),
        **{DOCS / f"{name}.md": text for name, text in affair_pages().items()},
        DOCS / "signs.md": sign_page(),
        **{DOCS / "contracts" / f"{name}.md": text for name, text in contract_pages().items()},
    }


def stale() -> list[Path]:
    """The generated pages that are missing or differ from what the code says."""
    return [
        path
        for path, text in pages().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]


def main(arguments: list[str]) -> int:
    """Write the stale pages, or with `--check` name them; the exit code."""
    if arguments not in ([], ["--check"], ["--breaking"]):
        print("usage: python -m cli.documentation [--check | --breaking]", file=sys.stderr)
        return 2
    wanted, found = pages(), stale()
    if arguments == ["--check"]:
        for path in found:
            print(f"{path} is stale: run `make docs`", file=sys.stderr)
        return 1 if found else 0
    broken = [] if arguments else _broken(wanted[PRINTED])
    for path in found:
        if path != PRINTED or not broken:
            path.parent.mkdir(exist_ok=True)
            path.write_text(wanted[path], encoding="utf-8")
            print(f"wrote {path}")
    for change in broken:
        print(f"{PRINTED} is not written, since questions would break: {change}", file=sys.stderr)
    return 1 if broken else 0


def _broken(printed: str) -> list[str]:
    return breaking(PRINTED.read_text(encoding="utf-8"), printed) if PRINTED.exists() else []


def _sources_page() -> str:
    parts = [
        NOTE.format(origin="loaders/"),
        "# Sources\n\n"
        "Each is loaded from the publisher's own files, fetched by you or by "
        "[`peerline sync`](fetching.md): `peerline load SOURCE PATH…`. Files packed with gzip are "
        "read as they are.\n\n",
        table(("source", "what it is", "files end in"), map(_source_row, sources().values())),
        "\nA column is mapped, or named as left out on purpose, or new; a category has its known "
        "values. What is new, unknown or of an unlikely size is a signal: all that the loader "
        "reads is taken all the same, and the command ends with 0. `peerline load` says the first "
        "ten of a file; `peerline ledger SOURCE` says those of every file, and which columns were "
        "left out on purpose; `sources { signals }` counts them.\n\n",
        table(("signal", "what it means"), MEANINGS.items()),
    ]
    for source in sources().values():
        states = ", ".join(f"`{declared.__name__}`" for declared in source.states)
        parts.append(
            f"\n## {source.name}\n\n{_docstring(_module_of(source))}\n\n"
            f"- Publisher: {source.publisher}{f', <{source.address}>' if source.address else ''}\n"
            f"- Terms: {source.terms}\n"
            f"- States: {states}\n" + _layout(source)
        )
    return "".join(parts)


def _layout(source: Source) -> str:
    page = f"contracts/{source.name}.md"
    return f"- Layout: [{page}]({page})\n" if source.contract is not None else ""


def _source_row(source: Source) -> tuple[str, ...]:
    return f"`{source.name}`", source.title, ", ".join(f"`{s}`" for s in source.suffixes)


def _module_of(source: Source) -> str:
    found = (f"loaders.{module.name}" for module in iter_modules(loaders.__path__))
    return next(name for name in found if getattr(import_module(name), "SOURCE", None) is source)


def _algorithms_page() -> str:
    parts = [
        NOTE.format(origin="algorithms/"),
        "# Algorithms\n\nEach answers one question, writes its number and the reasons for it, and "
        "says when not to trust it.\n",
    ]
    room = ""
    for module, algorithm in declared():
        package = module.rpartition(".")[0]
        if package != room:
            room = package
            parts.append(f"\n## {room.rpartition('.')[2].capitalize()}\n\n{_docstring(room)}\n")
        parts.append(_algorithm(algorithm))
        if module == tie_model.__name__:
            parts.append(_coefficients())
    return "".join(parts)


def _algorithm(algorithm: Algorithm) -> str:
    lists = (("Reads", algorithm.reads), ("Writes", algorithm.writes))
    named = [f"{verb} {', '.join(f'`{c.__name__}`' for c in classes)}." for verb, classes in lists
             if classes]  # fmt: skip
    parts = [algorithm.question, algorithm.method, " ".join(named),
             f"When not to trust it: {algorithm.distrust}"]  # fmt: skip
    return f"\n### {algorithm.name}\n\n" + "\n\n".join(filter(None, parts)) + "\n"


def _coefficients() -> str:
    """The shipped model of strength in words, what counts most first."""
    model = tie_model.read(tie_model.SHIPPED)
    rows = []
    for name, weight in sorted(model.coefficients.items(), key=lambda one: -abs(one[1])):
        stem, _, end = name.rpartition("_")
        of = {"less": ", the less of both", "more": ", the more of both"}.get(end, "")
        rows.append((MEANING[stem if of else name] + of, f"{weight:+.2f}"))
    return (
        f"\nThe shipped model, version {model.version}, learnt from {model.learnt_from}, within "
        f"{model.horizon_years:g} years: what one standard deviation of each feature's logarithm "
        "adds to the log odds. Features that say nearly the same share their weight, one for and "
        "one against; the reasons of a tie sum them by theme.\n\n"
        + table(("feature", "log odds"), rows)
    )


def _with(page: str, begin: str, end: str, written: str) -> str:
    """A page as it stands, with the table between two marks written anew."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return f"{text.partition(begin)[0]}{begin}\n\n{written}\n{end}{text.partition(end)[2]}"


def _rights_page() -> str:
    """The page with who may read which fields: ● all, ○ of persons of the own territory."""
    rows = []
    kinds: dict[tuple[tuple[str, Rule], ...], list[str]] = {}
    for kind, ruled in RULES.items():
        kinds.setdefault(tuple(ruled.items()), []).append(f"`{kind}`")
    for rules, alike in kinds.items():
        fields: dict[Rule, list[str]] = {}
        for name, rule in rules:
            fields.setdefault(rule, []).append(f"`{name}`" if name != "*" else "")
        for rule, names in fields.items():
            others = "all others" if len(fields) > 1 else "all"
            named = [name or others for name in names]
            marks = (_mark_of(rule, role) for role in Role)
            rows.append((", ".join(alike), ", ".join(named), *marks, _purposes_of(rule)))
    head = ("type", "fields", *(role.value for role in Role), "purposes")
    return _with("rights.md", RULES_BEGIN, RULES_END, table(head, rows))


def _purposes_of(rule: Rule) -> str:
    return ", ".join(one.value for one in Function if one in (rule.functions or ()))


def _mark_of(rule: Rule, role: Role) -> str:
    if role not in rule.roles:
        return ""
    return "○" if rule.within and role is Role.LIAISON else "●"


def _architecture_page() -> str:
    """The page with its table of rooms."""
    rows: list[tuple[str, ...]] = []
    for room in rooms():
        rows.append((f"`{room}/`", _first_line(room)))
        inner = iter_modules(import_module(room).__path__)
        rows += [
            (f"· `{one.name}/`", _first_line(f"{room}.{one.name}")) for one in inner if one.ispkg
        ]
    return _with("architecture.md", ROOMS_BEGIN, ROOMS_END, table(("room", "holds"), rows))


def rooms() -> list[str]:
    """The rooms of the product, the front door first, in the order of the import contract."""
    contracts = ConfigParser()
    contracts.read(ROOT / ".importlinter")
    layers = contracts["importlinter:contract:way"]["layers"].split()
    return [*(layer for layer in layers if layer != "|"), "demo"]


def _first_line(module: str) -> str:
    return " ".join(_docstring(module).split("\n\n")[0].split())


def _docstring(module: str) -> str:
    return (import_module(module).__doc__ or "").strip()


def _model_page() -> str:
    parts = [
        NOTE.format(origin="schema/"),
        "# The graph\n\nEvery node and relationship carries `source` (who says so), `record` (the "
        "source's own id) and `knownFrom` (when it was loaded). Properties marked \\* are always "
        "there; of the others, an absent one means that the sources are silent.\n\n## Nodes\n",
        *(_node(node) for node in NODES),
        "\n## Relationships\n",
        *(_relationship(declared) for declared in RELATIONSHIPS),
        "\n## Conclusions\n\nProperties that an algorithm adds to `Person`; see "
        "[algorithms](algorithms.md).\n",
        *(_section(declared) for declared in CONCLUSIONS),
        "\n## In the lake only\n\nMentions are what records print before anyone has decided who is "
        "meant; claims are those decisions. The columns are spelled in snake_case there.\n",
        *(_section(declared) for declared in (*MENTIONS, *CLAIMS)),
    ]
    return "".join(parts)


def _node(node: type[Node]) -> str:
    notes = [f"Key: `{camel(node.key)}`."]
    if node.search:
        notes.append(f"Full text: {_names(node.search)}.")
    if node.indexed:
        notes.append(f"Indexed: {_names(node.indexed)}.")
    return _section(node, " ".join(notes))


def _relationship(declared: type[Relationship]) -> str:
    start, end = declared.start.__name__, declared.end.__name__
    pattern = f"`(:{start})-[:{declared.type_name}]->(:{end})`"
    if declared.apart:
        pattern += f", one for each {_names(declared.apart)}"
    return _section(declared, pattern)


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{camel(name)}`" for name in names)


def _section(declared: type[Declared], note: str = "") -> str:
    text = f"\n### {declared.__name__}\n\n{declared.about()}\n" + (f"\n{note}\n" if note else "")
    rows = [(f"`{camel(f.name)}`{_mark(f)}", _kind(f), f.about) for f in declared.fields()]
    return text + ("\n" + table(("property", "type", "meaning"), rows) if rows else "")


def _mark(field: Field) -> str:
    return " \\*" if field.required else ""


def _kind(field: Field) -> str:
    return (
        ("list of " if field.many else "")
        + WORDS[field.type.__name__]
        + (", with gaps" if field.gaps else "")
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
