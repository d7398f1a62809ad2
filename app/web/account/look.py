"""Theme, contrast, density and keys, sent by theme.js as they are chosen."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.core.db import transaction
from app.http.auth.access import may_enter
from app.models.accounts.user import EVERYONE
from app.web.account.blueprint import blueprint
from workflows.accounts.users import keep_look


@blueprint.post("/look")
@may_enter(*EVERYONE)
def look() -> ResponseReturnValue:
    """The whole look; sent again it changes nothing."""
    user_id = current_user.id
    with transaction() as session:
        keep_look(session, user_id=user_id, look=request.form)
    return "", 204
