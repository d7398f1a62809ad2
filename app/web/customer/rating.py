"""Stars for each technician and for CS."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import Invalid
from app.core.i18n import gettext
from app.http.auth.access import public
from app.http.forms.submission import submit
from workflows.ratings import RatingSheet, find_sheet, submit_rating

blueprint = Blueprint("rating", __name__)


@blueprint.get("/rating/<token>")
@public(keyed_by="token")
def sheet(token: str) -> ResponseReturnValue:
    found = find_sheet(db.session(), token=token, now=utc_now())
    return _page(found, {}, None)


@blueprint.post("/rating/<token>")
@public(keyed_by="token")
def rate(token: str) -> ResponseReturnValue:
    found = find_sheet(db.session(), token=token, now=utc_now())
    stars = _stars(found)
    comment = request.form.get("comment", "").replace("\x00", "")

    def work(session: Any) -> None:
        submit_rating(session, token=token, stars=stars, comment=comment, now=utc_now())

    try:
        submit(work)
    except Invalid as refusal:
        return _page(found, stars, str(refusal)), 422
    flash(gettext("Terima kasih! Penilaian Anda sudah kami terima."), "success")
    return redirect(url_for("rating.sheet", token=token), 303)


def _stars(found: RatingSheet) -> dict[tuple[str, int], int]:
    """Only the people on the sheet are read; a missing or strange value counts as no answer."""
    given: dict[tuple[str, int], int] = {}
    for role, user in found.people:
        value = request.form.get(f"stars-{role.lower()}-{user.id}", "")
        if value in {"1", "2", "3", "4", "5"}:
            given[role.value, user.id] = int(value)
    return given


def _page(found: RatingSheet, stars: dict[tuple[str, int], int], error: str | None) -> str:
    return render_template(
        "customer/rating.html",
        sheet=found,
        given=stars or found.given,
        comment=request.form.get("comment") or (found.rating.comment if found.rating else ""),
        open_now=found.may_change(utc_now()),
        error=error,
    )
