"""Lainnya: pages that are not in the bar of a phone."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.http.auth.access import may_enter
from app.http.pages.menu import rest_of_menu
from app.models.accounts.user import EVERYONE

blueprint = Blueprint("more", __name__)


@blueprint.get("/more")
@may_enter(*EVERYONE)
def show() -> ResponseReturnValue:
    return render_template("account/more.html", places=rest_of_menu())
