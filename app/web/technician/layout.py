"""Navigation and account of the technician's pages."""

from typing import Any

from flask import request, url_for
from flask_login import current_user

from app.core.i18n import gettext
from app.web.technician.blueprint import blueprint


@blueprint.context_processor
def around_the_page() -> dict[str, Any]:
    """The two places a technician goes to, and whose phone this is."""
    if not current_user.is_authenticated:
        return {}
    at_pool = (request.endpoint or "").startswith("technician.pool")
    items = [
        {"label": gettext("Job saya"), "href": url_for("technician.home"), "icon": "wrench", "active": not at_pool},
        {"label": gettext("Pool terbuka"), "href": url_for("technician.pool"), "icon": "list", "active": at_pool},
    ]
    return {"bottom_nav": items}
