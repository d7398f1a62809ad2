"""The panel's navigation: which entries each role has, what stands behind them, and links between screens."""

from admin_views.framework.navigation.links import list_url, record_url
from admin_views.framework.navigation.menu import first_list, init_navigation

__all__ = ["first_list", "init_navigation", "list_url", "record_url"]
