"""What other systems tell us, pings of their jobs, and what they read: /metrics."""

from app.web.monitoring.metrics import blueprint as metrics_blueprint
from app.web.monitoring.pings import blueprint

__all__ = ["blueprint", "metrics_blueprint"]
