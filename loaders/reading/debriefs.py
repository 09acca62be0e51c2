"""What does an engagement log say of what came of an engagement, but for what was said?"""

from __future__ import annotations

from datetime import date

import ibis

from lake.delivery import Delivery
from loaders.reading import checks, kinds
from loaders.reading.rows import Check
from schema.fieldwork import Debrief, ProductMention

LAYOUT = {
    "printed_objectives": ("objectives", "objective"),
    "printed_products": ("products", "products_discussed", "product"),
    "printed_topic": ("insight_topic", "topic"),
    "printed_actionable": ("actionable", "is_actionable"),
    "printed_follow_on": ("follow_on", "follow_on_action", "follow_up"),
    "printed_due": ("follow_on_due", "due_on", "follow_up_due"),
    "printed_done": ("follow_on_done", "done_on", "follow_up_done"),
    "printed_satisfaction": ("satisfaction",),
}
STATES = (Debrief, ProductMention)
FOLLOW_ONS = kinds.closed(
    *("none", "send literature", "medical information", "further meeting", "introduction"),
    *("report safety", "other"),
)
_MOST_SATISFIED, _LONGEST_TOPIC = 5, 100
_SAID = ("objectives", "topic", "is_actionable", "follow_on", "due_on", "done_on", "satisfaction")
CHECKS = (
    Check(
        "printed_topic",
        "topic",
        "insight_topic",
        f"has over {_LONGEST_TOPIC} characters, as what was said has, not what it is about; value "
        "left out",
    ),
    Check("printed_actionable", "actionable", "actionable", "is neither yes nor no; left out"),
    Check("printed_follow_on", "follow_on", "follow_on", f"{FOLLOW_ONS.reason}; value left out"),
    Check("printed_due", "due_on", "follow_on_due", checks.OWN_DAY),
    Check("printed_done", "done_on", "follow_on_done", checks.OWN_DAY),
    Check(
        "printed_satisfaction",
        "satisfaction",
        "satisfaction",
        f"is no number from 1 to {_MOST_SATISFIED}; value left out",
    ),
)


def typed(rows: ibis.Table, latest: date) -> dict[str, ibis.Value]:
    """The columns of a debrief, by name."""
    said = kinds.closed("yes", "no", "true", "false").read(rows.printed_actionable, latest)
    return {
        "actionable": said,
        "is_actionable": said.isin(("yes", "true")),
        "topic": ibis.ifelse(
            rows.printed_topic.length() <= _LONGEST_TOPIC, rows.printed_topic, None
        ),
        "objectives": _listed(rows.printed_objectives),
        "products": _listed(rows.printed_products),
        "follow_on": FOLLOW_ONS.read(rows.printed_follow_on, latest),
        "due_on": checks.own_day(rows.printed_due, latest),
        "done_on": checks.own_day(rows.printed_done, latest),
        "satisfaction": checks.whole(rows.printed_satisfaction, 1, _MOST_SATISFIED),
    }


def state(rows: ibis.Table, delivery: Delivery) -> None:
    """State the debriefs of the rows that say something of one, and the products they name."""
    noted = rows.filter(ibis.or_(*(rows[name].notnull() for name in _SAID)))
    delivery.state(Debrief, noted)
    about = rows.filter(rows.products.notnull())
    delivery.state(ProductMention, about.mutate(product=about.products.unnest()))


def _listed(text: ibis.Value) -> ibis.Value:
    """What stands between semicolons, null where that is nothing."""
    parts = text.split(";").map(lambda part: part.strip()).filter(lambda part: part != "")
    return ibis.ifelse(parts.length() > 0, parts.unique().sort(), None)
