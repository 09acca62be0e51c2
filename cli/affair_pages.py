"""Which pages tell of the work of medical affairs, each written from the rules it lists?"""

from __future__ import annotations

from cli.alert_page import alert_page
from cli.board_page import board_page
from cli.cadence_page import cadence_page
from cli.follow_up_page import follow_up_page
from cli.lifecycle_page import lifecycle_page
from cli.rapport_page import rapport_page
from cli.screening_page import screening_page
from cli.segment_page import segment_page


def affair_pages() -> dict[str, str]:
    """The text of each page, by its name."""
    return {
        "segments": segment_page(),
        "boards": board_page(),
        "lifecycle": lifecycle_page(),
        "rapport": rapport_page(),
        "cadence": cadence_page(),
        "screening": screening_page(),
        "alerts": alert_page(),
        "follow-ups": follow_up_page(),
    }
