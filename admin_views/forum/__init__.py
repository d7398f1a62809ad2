"""Screens of the forum."""

from admin_views.forum.posts import ForumPostView
from admin_views.framework.registration import Screen
from app.core.i18n import N_
from app.models.forum.forum import ForumPost

__all__ = ["SCREENS"]

SCREENS = (
    Screen(
        view=ForumPostView,
        model=ForumPost,
        name=N_("Moderasi forum"),
        group=N_("Bantuan"),
        endpoint="forum_posts",
        entry="forum",
        url="forum_posts",
        icon="chat",
        place=10,
    ),
)
