"""How somebody likes their pages: theme, contrast, density and keys as they are chosen, columns of a list."""

from typing import Any

from flask import abort, current_app, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.core.db import transaction
from app.http.auth.access import may_enter
from app.http.forms.submission import submit
from app.http.security.safe_redirects import own_path
from app.models.accounts.user import EVERYONE, STAFF
from app.web.account.blueprint import blueprint
from workflows.accounts.users import hide_columns, store_look


@blueprint.post("/look")
@may_enter(*EVERYONE)
def look() -> ResponseReturnValue:
    """The whole look, sent by theme.js; sent again it changes nothing."""
    user_id = current_user.id
    with transaction() as session:
        store_look(session, user_id=user_id, look=request.form)
    return "", 204


@blueprint.post("/columns")
@may_enter(*STAFF)
def columns() -> ResponseReturnValue:
    """`endpoint`: the list; `offered`: the columns that could be chosen; `shown`: those that stay."""
    endpoint, user_id = request.form.get("endpoint", ""), current_user.id
    if f"{endpoint}.index_view" not in current_app.view_functions:
        abort(404)
    hidden = set(request.form.getlist("offered")) - set(request.form.getlist("shown"))

    def work(session: Any) -> None:
        hide_columns(session, user_id=user_id, endpoint=endpoint, hidden={name[:60] for name in hidden})

    submit(work)
    return redirect(own_path(request.form.get("url", "")) or "/admin/", 303)
