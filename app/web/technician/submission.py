"""What a technician's form or queue sends, and how it is answered."""

import math
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.core.errors import DomainError
from app.core.i18n import Sentence
from app.http.forms.submission import sent_key
from app.web.technician.visits import draw_visit
from workflows.fieldwork import Fix, Moment, Stamp, read_moment

WRITTEN = {"technician.ask_for_days": "extension", "technician.ask_to_be_released": "release"}  # forms with text
View = TypeVar("View", bound=Callable[..., Any])


def wants_json() -> bool:
    """The page's script and the offline queue ask for JSON; a plain form gets a page."""
    return request.accept_mimetypes.best == "application/json"


def read_stamp() -> Stamp:
    """Both clocks and the position, as the phone says them; what cannot be read counts as not said."""
    latitude, longitude = _number("latitude"), _number("longitude")
    fix = None
    if latitude is not None and longitude is not None:
        fix = Fix(latitude=latitude, longitude=longitude, accuracy_m=_number("accuracy"))
    return Stamp(
        client_key=sent_key(),
        fix=fix,
        device_at=phone_clock("device_at"),
        sent_at=phone_clock("sent_at"),
        reason=request.form.get("reason", "").replace("\x00", "").strip()[:300],
        offline=is_offline(),
    )


def read_pressed_at(now: datetime) -> Moment:
    """When the button was pressed on the phone, corrected by the difference of the clocks."""
    device_at, sent_at = phone_clock("device_at"), phone_clock("sent_at")
    return read_moment(device_at=device_at, sent_at=sent_at, offline=is_offline(), now=now)


def phone_clock(name: str) -> datetime | None:
    """A time of the phone's own clock, with its zone; without one it says nothing."""
    try:
        at = datetime.fromisoformat(request.form.get(name, ""))
    except ValueError:
        return None
    return at if at.tzinfo is not None and 2000 < at.year < 2200 else None  # noqa: PLR2004


def is_offline() -> bool:
    return request.form.get("offline") == "1"


def answer(sentence: Sentence, visit_id: int, **facts: Any) -> ResponseReturnValue:
    """The same sentence for a page (303) and for a script; what was queued offline is not shown again."""
    if wants_json():
        if not is_offline():
            flash(str(sentence), "success")
        return {"message": str(sentence), "receipt": sent_key(), **facts}
    flash(str(sentence), "success")
    return redirect(url_for("technician.visit", visit_id=visit_id), 303)


def back_to_visit(view: View) -> View:
    """A plain form's refusal stands over the visit's page with what was typed; scripts get JSON, others 404."""

    @wraps(view)
    def guarded(visit_id: int, **kwargs: Any) -> Any:
        try:
            return view(visit_id=visit_id, **kwargs)
        except DomainError as refusal:
            if wants_json() or refusal.status == 404:  # noqa: PLR2004
                raise
            flash(str(refusal), "error")
            if request.endpoint not in WRITTEN:
                return redirect(url_for("technician.visit", visit_id=visit_id), 303)
            page = draw_visit(visit_id, WRITTEN[request.endpoint], request.form)
            return page if isinstance(page, tuple) else (page, refusal.status)

    return guarded  # type: ignore[return-value]


def _number(name: str) -> float | None:
    try:
        value = float(request.form.get(name, ""))
    except ValueError:
        return None
    return value if math.isfinite(value) else None
