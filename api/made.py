"""The types that follow from the schema, by name, and what their annotations name besides;
`api.declaring` puts them here."""

import datetime as time
from decimal import Decimal
from typing import Annotated

import strawberry

date, datetime = time.date, time.datetime
__all__ = ["Annotated", "Decimal", "date", "datetime", "strawberry"]
