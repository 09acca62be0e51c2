"""In which counties does a ZIP code's area lie?

The Census Bureau draws an area for each ZIP code that homes have (a ZCTA), and says once for each
census how much of it lies in which county: a row a part, with its land and water in square metres.
The file of 2020 has no day in its name; a file that is loaded later replaces it whole.

A ZIP code is put into one county when the graph is drawn: of the counties in the state that the
registry says, the one with most of its land (`countyShare`). Known faults: a ZIP code of boxes at
post offices, or of one large building, has no area, so that the county stays unknown. Parts of
counties outside of all areas are printed without a ZIP code. Counties are those of 2020: what
Connecticut drew anew in 2022 is not there. A file of one state is refused: it holds the parts in
that state alone.
"""

from __future__ import annotations

import re
from pathlib import Path

import ibis
from ibis.expr import types

from lake.delivery import Delivery, Refused
from loaders.reading.contract import sole
from loaders.reading.rows import Check
from loaders.reading.source import Source
from loaders.reading.states import LETTERS
from loaders.reading.tables import Form, opened
from loaders.reading.whole_lists import state_own_list
from schema.places import CountyPart

_LAYOUT = {
    "printed_zip": ("GEOID_ZCTA5_20",),
    "printed_zip_land": ("AREALAND_ZCTA5_20",),
    "printed_county": ("GEOID_COUNTY_20",),
    "printed_name": ("NAMELSAD_COUNTY_20",),
    "printed_land": ("AREALAND_PART",),
    "printed_water": ("AREAWATER_PART",),
}
_IGNORED = (
    *("OID_ZCTA5_20", "NAMELSAD_ZCTA5_20", "AREAWATER_ZCTA5_20", "MTFCC_ZCTA5_20"),
    *("CLASSFP_ZCTA5_20", "FUNCSTAT_ZCTA5_20", "OID_COUNTY_20", "AREALAND_COUNTY_20"),
    *("AREAWATER_COUNTY_20", "MTFCC_COUNTY_20", "CLASSFP_COUNTY_20", "FUNCSTAT_COUNTY_20"),
)
_PARTS = (40_000, 60_000)
_NAME = r"^\P{C}{1,100}$"
_OUTSIDE = "is a part of a county outside of every ZIP code's area; left out"
_NO_ZIP = "is no ZIP code: five digits; row left out"
_NO_COUNTY = (
    "is no county's number: five digits that begin with a state's; row left out. A spreadsheet may "
    "have taken the zero at its beginning: download the file again"
)
_NO_NAME = "is no name of up to 100 characters; row left out"
_NO_AREA = "is no number of square metres; row left out"
_LARGER = "is more land than the whole of the ZIP code's area has; row left out"
_CONTRADICTED = (
    "differs from another row of the same ZIP code and county; neither is taken: leave one in the "
    "file"
)
_REPEATED = "repeats a row before it; left out"
_IS_OUTSIDE = Check(
    "printed_zip", "printed_zip", "GEOID_ZCTA5_20", _OUTSIDE, whole=True, is_expected=True
)


def read(path: Path, delivery: Delivery) -> None:
    """State the parts of a file, which is a whole list: a later one replaces it."""
    if re.search(r"_st\d\d", path.name):
        raise Refused(
            f"{path.name} is of one state, and would replace those of all; load the file of the "
            "nation: tab20_zcta520_county20_natl.txt"
        )
    form = Form("|")
    with opened(path, delivery, _LAYOUT, tuple(_LAYOUT), _typed, _IGNORED, form) as table:
        delivery.expect("parts of areas of ZIP codes", delivery.records, *_PARTS)
        table.rows = table.check("printed_county", [_IS_OUTSIDE])
        table.rows = table.check("printed_zip", _checks())
        rows = table.rows.mutate(record=table.rows.zip + " " + table.rows.county)
        table.rows = sole(rows, "record", ("county_name", "land_m2", "water_m2", "zip_land_m2"))
        table.rows = table.check("printed_zip", [_check("sole", _CONTRADICTED)])
        again = ibis.row_number().over(group_by="record", order_by="row") > 0
        table.rows = table.rows.mutate(once=ibis.ifelse(again, None, "yes"))
        rows = table.check("printed_zip", [_check("once", _REPEATED)])
        state_own_list("counties", path, delivery, rows, CountyPart)


def _typed(rows: ibis.Table) -> ibis.Table:
    none = ibis.null("string")
    letters = rows.printed_county[0:2].substitute(LETTERS, else_=none)
    is_county = rows.printed_county.re_search("^[0-9]{5}$")
    is_name = rows.printed_name.re_search(_NAME)
    rows = rows.mutate(
        zip=ibis.ifelse(rows.printed_zip.re_search("^[0-9]{5}$"), rows.printed_zip, None),
        state=ibis.ifelse(is_county, letters, None),
        county="printed_county",
        county_name=ibis.ifelse(is_name, rows.printed_name, None),
        land_m2=_area(rows.printed_land),
        water_m2=_area(rows.printed_water),
        zip_land_m2=_area(rows.printed_zip_land),
    )
    return rows.mutate(within=ibis.ifelse(rows.land_m2 > rows.zip_land_m2, None, "yes"))


def _area(text: types.StringValue) -> types.IntegerValue:
    return ibis.ifelse(text.re_search("^[0-9]{1,14}$"), text, None).try_cast("int64")


def _checks() -> list[Check]:
    areas = {
        "printed_land": ("land_m2", "AREALAND_PART"),
        "printed_water": ("water_m2", "AREAWATER_PART"),
        "printed_zip_land": ("zip_land_m2", "AREALAND_ZCTA5_20"),
    }
    return [
        Check("printed_zip", "zip", "GEOID_ZCTA5_20", _NO_ZIP, True),
        _check("state", _NO_COUNTY),
        Check("printed_name", "county_name", "NAMELSAD_COUNTY_20", _NO_NAME, True),
        *(Check(text, typed, field, _NO_AREA, True) for text, (typed, field) in areas.items()),
        Check("printed_land", "within", "AREALAND_PART", _LARGER, True),
    ]


def _check(typed: str, reason: str) -> Check:
    return Check("printed_county", typed, "GEOID_COUNTY_20", reason, whole=True)


SOURCE = Source(
    name="counties",
    title="ZIP codes by county, 2020",
    publisher="US Census Bureau",
    address="https://www2.census.gov/geo/docs/maps-data/data/rel2020/zcta520/tab20_zcta520_county20_natl.txt",
    terms="US government work, public domain; the bureau asks to be named as the source",
    suffixes=(".txt", ".txt.gz"),
    states=(CountyPart,),
    read=read,
)
