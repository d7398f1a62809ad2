"""The technician's pages: for a phone, 360 px wide."""

from app.web.technician import documents, home, layout, pool, pwa, ratings, release, visits
from app.web.technician.blueprint import blueprint
from app.web.technician.fieldwork import attendance, extension, finish, handover, photos

__all__ = [
    "attendance",
    "blueprint",
    "documents",
    "extension",
    "finish",
    "handover",
    "home",
    "layout",
    "photos",
    "pool",
    "pwa",
    "ratings",
    "release",
    "visits",
]
