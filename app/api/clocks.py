"""What a phone says about the moment of the press; a request may have waited for signal."""

from datetime import datetime
from typing import Any

from app.api.fields import Moment
from app.core.i18n import N_
from workflows.fieldwork import Moment as Pressed
from workflows.fieldwork import read_moment

CLOCK_NAMES = ("device_at", "sent_at")


def clock_fields() -> dict[str, Any]:
    return {
        "device_at": Moment(metadata={"description": N_("jam ponsel saat ditekan")}),
        "sent_at": Moment(
            metadata={"description": N_("jam ponsel saat dikirim; selisihnya membetulkan jam yang salah")}
        ),
    }


def read_pressed(values: dict[str, Any], now: datetime) -> Pressed:
    return read_moment(device_at=values.get("device_at"), sent_at=values.get("sent_at"), offline=False, now=now)
