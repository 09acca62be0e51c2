"""With which seeds is chance drawn, so that the same graph gives the same numbers?"""

BETWEENNESS_SEED = 19_770_301
COMMUNITIES_SEED = 20_190_326
CONNECTORS_SEED = 19_920_501
STABILITY_SEED = 20_260_214
