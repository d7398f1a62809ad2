"""Pages of the support desk outside the panel: a ticket by its link, asking for help, one's own tickets."""

from app.web.support import asking, by_link, confirming, own, report_recipients, service_levels
from app.web.support.blueprint import blueprint, link_blueprint, report_blueprint
from app.web.support.wallboard import wallboard_blueprint

__all__ = [
    "asking",
    "blueprint",
    "by_link",
    "confirming",
    "link_blueprint",
    "own",
    "report_blueprint",
    "report_recipients",
    "service_levels",
    "wallboard_blueprint",
]
