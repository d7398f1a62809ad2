"""Screens of the forum."""

from admin_views.forum.posts import ForumPostView
from admin_views.framework.registration import Screen
from app.core.i18n import N_
from app.models.forum.forum import ForumPost

__all__ = ["SCREENS"]

SCREENS = (
    Screen(
        ForumPostView,
        ForumPost,
        N_("Moderasi forum"),
        "forum_posts",
        icon="chat",
        group=N_("Bantuan"),
        entry="forum",
        place=10,
    ),
)
