"""Pages of incidents outside the panel."""

from app.web.incidents.call import blueprint
from app.web.incidents.echo import blueprint as echo_blueprint
from app.web.incidents.on_call_feed import blueprint as feed_blueprint
from app.web.incidents.test_call import blueprint as test_call_blueprint

__all__ = ["blueprint", "echo_blueprint", "feed_blueprint", "test_call_blueprint"]
