"""Which places lie in which others, as their publishers draw them?"""

from typing import Annotated

from schema.vocabulary import Mention


class CountyPart(Mention):
    """What a ZIP code's area and a county have in common, by the Census Bureau."""

    zip: Annotated[str, "The ZIP code whose area it is, five digits."]
    county: Annotated[str, "The county's number: five digits (FIPS)."]
    county_name: Annotated[str, "The county's name, with what it is: Hennepin County."]
    state: Annotated[str, "State or territory of the county, two letters."]
    land_m2: Annotated[int, "Land of the part, square metres."]
    water_m2: Annotated[int, "Water of the part, square metres."]
    zip_land_m2: Annotated[int, "Land of the ZIP code's whole area, square metres."]
