"""Which companies and products pay and sponsor in the demo country?

All names are invented. A company works in a few specialties and sells three products in them.
"""

from __future__ import annotations

from typing import NamedTuple

from demo.specialties import SPECIALTIES

_NAMES = [
    "Halvora",
    "Brontek",
    "Quillmed",
    "Astrenne",
    "Corvantis",
    "Delphara",
    "Elumira",
    "Fenwick-Osler",
    "Galdora",
    "Hexanova",
    "Ilvanta",
    "Jorvex",
    "Kelmaris",
    "Lumidor",
    "Mirzanta",
    "Norvella",
    "Ostrava-Kern",
    "Pelluvia",
    "Quentara",
    "Rostavan",
    "Silvanto",
    "Trevonix",
    "Ulmera",
    "Vandoril",
    "Westmark",
    "Xelvanta",
    "Yarrowmed",
    "Zephora",
    "Ambervale",
    "Boralis",
    "Cindermoor",
    "Dovrena",
    "Everlund",
    "Farrowtek",
    "Glenmoora",
    "Hartvik",
    "Inverlee",
    "Juventra",
    "Korrigan",
    "Lindqvor",
]
_FORMS = (
    "Pharmaceuticals, Inc.",
    "Biologics LLC",
    "Medical Devices, Inc.",
    "Therapeutics Corporation",
    "Pharma US Inc.",
)
_STEMS = [
    "Orvel",
    "Tandr",
    "Quisp",
    "Velg",
    "Nimb",
    "Zoltr",
    "Barx",
    "Culm",
    "Drevi",
    "Ekst",
    "Fropp",
    "Gwend",
    "Hulx",
    "Ivrin",
    "Jaspr",
    "Kleth",
    "Lomv",
    "Mivr",
    "Nuxt",
    "Opphr",
    "Pwell",
    "Qorv",
    "Rhemt",
    "Skavv",
    "Thylm",
    "Ulvrr",
    "Vostr",
    "Wexl",
    "Yndr",
    "Zarq",
]
_ENDINGS = ("ora", "ixen", "avi", "umbo")


class Product(NamedTuple):
    """A product: `kind` is Drug, Biological or Device; `area` its therapeutic area."""

    name: str
    kind: str
    specialty: int
    area: str
    code: str


class Company(NamedTuple):
    """A company with its Open Payments id, its specialties (indices) and products."""

    name: str
    payer_id: str
    state: str
    country: str
    specialties: tuple[int, ...]
    weight: float
    products: tuple[Product, ...]


def build() -> tuple[Company, ...]:
    """The forty companies with three products each; the first ones are the largest."""
    found = []
    for at, stem in enumerate(_NAMES):
        form = _FORMS[at % len(_FORMS)]
        fields = tuple(
            dict.fromkeys(
                (at * 7 + step * step * 5) % len(SPECIALTIES) for step in range(1 + at % 4)
            )
        )
        found.append(
            Company(
                f"{stem} {form}",
                f"1009{at * 7919 % 10**8:08d}",
                ("NJ", "MA", "CA", "IL", "PA", "")[at % 6],
                "Switzerland" if at % 6 == 5 else "United States",
                fields,
                1 / (1 + at) ** 0.6,
                tuple(_product(at * 3 + step, fields, form) for step in range(3)),
            )
        )
    return tuple(found)


def _product(at: int, fields: tuple[int, ...], form: str) -> Product:
    name = _STEMS[at % len(_STEMS)] + _ENDINGS[at // len(_STEMS) % len(_ENDINGS)]
    kind = "Device" if "Devices" in form else "Biological" if "Biologics" in form else "Drug"
    specialty = fields[at % len(fields)]
    code = f"{90000 + at * 13 % 9000:05d}-{at * 37 % 1000:03d}-{at % 90 + 10}"
    return Product(name.upper(), kind, specialty, SPECIALTIES[specialty].name, code)
