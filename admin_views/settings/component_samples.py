"""What stands for records on the page of the components: nothing of it is in the database."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from admin_views.framework.charts import chart_of
from app.core.clock import DEFAULT_ZONE
from app.models.visits.visit_status import VisitStatus

AT = datetime(2026, 11, 30, 1, tzinfo=UTC)
LATER = datetime(2026, 11, 30, 5, tzinfo=UTC)
PICTURE = {"name": "foto.jpg", "url": "/static/icons/icon-192.png", "is_picture": True, "size": 48_000, "drop_url": "#"}
PDF = {"name": "kwitansi.pdf", "url": "#", "is_picture": False, "size": 120_000, "drop_url": "#"}


def samples_of_records() -> dict[str, Any]:
    """Of the components that are drawn from records."""
    return {
        "held": [SimpleNamespace(id=1, author=SimpleNamespace(name="Dewi"), author_id=1, text="answer", leaves_at=AT)],
        "held_files": {1: [PDF]},
        "inbound": [_inbound("image/png"), _inbound("audio/ogg"), _inbound("application/pdf")],
        "announcements": [_announcement("INFO"), _announcement("WARNING")],
        "chart": chart_of("chart", "unit", [("one", [1, 3, None, 2]), ("two", [2, 2, 4, 1])], [(50, "release")]),
        "days": {"days": ["2026-11-29", "2026-11-30"], "value": [1, None]},
        "first": date(2026, 11, 1),
        "last": date(2026, 11, 30),
        "place": _place(),
        "visit_tone": lambda _status: "info",
        "ways": [
            SimpleNamespace(by_whatsapp=False, write_first=False, phone="", chat=""),
            SimpleNamespace(by_whatsapp=True, write_first=True, phone="", chat="#"),
            SimpleNamespace(by_whatsapp=True, write_first=False, phone="", chat="#"),
        ],
    }


def _inbound(media_type: str) -> SimpleNamespace:
    return SimpleNamespace(file=SimpleNamespace(media_type=media_type), original_name=media_type)


def _announcement(tone: str) -> SimpleNamespace:
    return SimpleNamespace(
        tone=SimpleNamespace(value=tone), title_in=lambda _language: tone, text_in=lambda _language: "text"
    )


def _place() -> SimpleNamespace:
    visit = SimpleNamespace(
        id=1,
        number="TKT-2026-000001",
        status=VisitStatus.ASSIGNED,
        site=SimpleNamespace(time_zone=DEFAULT_ZONE),
        customer=SimpleNamespace(name="Pak Agus"),
    )
    return SimpleNamespace(visit=visit, during=SimpleNamespace(lower=AT, upper=LATER), technician_id=1)
