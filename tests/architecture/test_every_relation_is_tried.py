"""No derived table goes untried."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from relations import Unit, declared_relations


def _units() -> list[Unit]:
    """The units of all files of units."""
    units: list[Unit] = []
    for place in sorted(Path(__file__).parents[1].rglob("test_relations_of_*.py")):
        spec = spec_from_file_location(place.stem, place)
        assert spec is not None and spec.loader is not None
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        units += module.UNITS
    return units


def test_every_relation_with_a_text_has_a_unit() -> None:
    tried = {unit.relation.name for unit in _units()}
    texts = {name for name, relation in declared_relations().items() if relation.text}
    assert len(texts) >= 140
    assert texts <= tried, f"no unit tries {', '.join(sorted(texts - tried))}"
