"""How are settings given to another process?"""

from __future__ import annotations

from pydantic import AliasChoices, SecretStr
from pydantic.fields import FieldInfo

from schema.settings import Settings


def environment_of(settings: Settings) -> dict[str, str]:
    """The variables that give another process these settings, secrets in clear."""
    return {
        _variable(field): _written(getattr(settings, name))
        for name, field in Settings.model_fields.items()
    }


def _variable(field: FieldInfo) -> str:
    """The first of the variables that give a field."""
    alias = field.validation_alias
    return str(alias.choices[0] if isinstance(alias, AliasChoices) else alias)


def _written(value: object) -> str:
    """A value as the environment gives it."""
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, tuple):
        return ",".join(value)
    return "" if value is None else str(value)
