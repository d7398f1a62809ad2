"""The leaderboard: this month, and ever."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.core.clock import utc_now
from app.core.db import db
from app.http.auth.access import may_enter
from app.models.accounts.user import EVERYONE
from app.web.exp.blueprint import blueprint
from workflows.exp import Period, find_rank, is_hidden, leaderboard, list_levels


@blueprint.get("/leaderboard")
@may_enter(*EVERYONE)
def board() -> ResponseReturnValue:
    session, now = db.session(), utc_now()
    period = Period.ALL_TIME if request.args.get("period") == "all" else Period.MONTH
    ranks = leaderboard(session, period=period, now=now)
    own = find_rank(session, user_id=current_user.id, period=period, now=now)
    return render_template(
        "exp/board.html",
        ranks=ranks,
        own=own if own and own.user_id not in {rank.user_id for rank in ranks} else None,
        hidden=is_hidden(session, user_id=current_user.id),
        all_time=period == Period.ALL_TIME,
        ladder=[(level.from_points, level.name) for level in reversed(list_levels(session))],
    )
