"""Which states make a region of the United States, as the Census Bureau draws them?"""

from __future__ import annotations

_NAMED = {
    "NORTHEAST": "CT ME MA NH NJ NY PA RI VT",
    "MIDWEST": "IL IN IA KS MI MN MO NE ND OH SD WI",
    "SOUTH": "AL AR DE DC FL GA KY LA MD MS NC OK SC TN TX VA WV",
    "WEST": "AK AZ CA CO HI ID MT NV NM OR UT WA WY",
}
REGIONS = {name: frozenset(states.split()) for name, states in _NAMED.items()}
