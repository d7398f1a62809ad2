"""Navigation of the technician's pages."""

from typing import Any

from flask_login import current_user

from app.http.pages.menu import portal_menu
from app.web.technician.blueprint import blueprint


@blueprint.context_processor
def around_the_page() -> dict[str, Any]:
    """The bar at the thumb."""
    return {"bottom_nav": portal_menu()} if current_user.is_authenticated else {}
