"""The blueprints of the support pages: with an account, and by a ticket's link."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.core.errors import DomainError
from app.http.security.headers import hide_from_search

blueprint = Blueprint("support_pages", __name__, url_prefix="/support")
report_blueprint = Blueprint("report_mail", __name__, url_prefix="/r")
link_blueprint = Blueprint("ticket_page", __name__, url_prefix="/ticket")

ASKED_IN_AN_HOUR = 10
ADDRESSES_IN_AN_HOUR = 3  # mails that ask one address to confirm itself
WRITTEN_IN_AN_HOUR = 30


@report_blueprint.errorhandler(DomainError)
@link_blueprint.errorhandler(DomainError)
def show_refusal(refusal: DomainError) -> ResponseReturnValue:
    """A link that is not valid, as a page of its own."""
    return render_template("support/gone.html", refusal=refusal), refusal.status


link_blueprint.after_request(hide_from_search)
report_blueprint.after_request(hide_from_search)
