"""How do settings list names, and name the function of each?"""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator
from pydantic_settings import NoDecode

FUNCTIONS = ("medical", "market access", "commercial")


def _listed(value: object) -> object:
    """`a, b` as a tuple; what is no text stays."""
    if not isinstance(value, str):
        return value
    return tuple(part.strip() for part in value.split(",") if part.strip())


# In the environment names stand with commas between them.
Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]


def _of_functions(given: tuple[str, ...]) -> tuple[str, ...]:
    """`NAME=FUNCTION`, each; raises where one names no function."""
    for one in given:
        name, _, function = one.rpartition("=")
        if not name.strip() or function.strip() not in FUNCTIONS:
            raise ValueError(f"{one[:80]!r}: write NAME=FUNCTION, one of {', '.join(FUNCTIONS)}")
    return given


Functions = Annotated[Names, AfterValidator(_of_functions)]


def by_name(given: tuple[str, ...]) -> dict[str, str]:
    """The function of each name, of texts `NAME=FUNCTION`."""
    parts = (one.rpartition("=") for one in given)
    return {name.strip(): function.strip() for name, _, function in parts}
