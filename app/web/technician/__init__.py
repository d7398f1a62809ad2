"""The technician's pages, for a phone of 360 px in the sun."""

from app.web.technician import pool
from app.web.technician.door import blueprint

__all__ = ["blueprint", "pool"]
