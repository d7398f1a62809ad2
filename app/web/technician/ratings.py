"""What customers gave this technician."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.core.db import db
from app.http.auth.access import may_enter
from app.models.accounts.user import Role
from app.web.technician.blueprint import blueprint
from workflows.ratings import list_ratings_of


@blueprint.get("/ratings")
@may_enter(Role.TECHNICIAN)
def ratings() -> ResponseReturnValue:
    """Their own stars and the comments on those visits, newest first."""
    rows = list_ratings_of(db.session(), user_id=current_user.id)
    mean = sum(row.stars for row in rows) / len(rows) if rows else None
    return render_template("technician/ratings.html", rows=rows, mean=mean)
