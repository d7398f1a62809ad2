"""What other systems tell us: pings of their jobs."""

from app.web.monitoring.pings import blueprint

__all__ = ["blueprint"]
