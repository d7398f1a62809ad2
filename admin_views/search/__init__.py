"""Search over everything the reader may see."""

from admin_views.framework.registration import Screen
from admin_views.search.search_page import SearchView
from app.core.i18n import N_

__all__ = ["SCREENS"]

SCREENS = (Screen(SearchView, None, N_("Cari semua"), "find", icon="search", entry=None),)
