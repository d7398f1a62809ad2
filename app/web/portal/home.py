"""Where a member's day begins."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.gate.entry import may_enter
from app.models.user import Role

blueprint = Blueprint("portal", __name__, url_prefix="/portal")


@blueprint.get("/")
@may_enter(Role.MEMBER)
def home() -> ResponseReturnValue:
    return render_template("portal/home.html")
