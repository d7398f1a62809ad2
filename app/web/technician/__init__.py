"""The technician's pages, for a phone of 360 px in the sun."""

from app.web.technician import (
    attendance,
    documents,
    extension,
    finishing,
    handover,
    home,
    nav,
    photos,
    pool,
    pwa,
    visits,
)
from app.web.technician.door import blueprint

__all__ = [
    "attendance",
    "blueprint",
    "documents",
    "extension",
    "finishing",
    "handover",
    "home",
    "nav",
    "photos",
    "pool",
    "pwa",
    "visits",
]
