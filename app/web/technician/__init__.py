"""The technician's pages: for a phone, 360 px wide."""

from app.web.technician import (
    attendance,
    documents,
    extension,
    finish,
    handover,
    home,
    layout,
    photos,
    pool,
    pwa,
    ratings,
    release,
    visits,
)
from app.web.technician.blueprint import blueprint

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
