"""Screens of social media."""

from admin_views.framework.registration import Screen
from admin_views.social.posts import SocialPostView
from admin_views.social.sources import SocialSourceView
from app.core.i18n import N_
from app.models.social.social import SocialPost, SocialSource

__all__ = ["SCREENS"]

GROUP = N_("Suara pelanggan")
SCREENS = (
    Screen(
        view=SocialPostView,
        model=SocialPost,
        name=N_("Media sosial"),
        group=GROUP,
        endpoint="social_posts",
        entry="inbox",
        url="social_posts",
        icon="chat",
        place=70,
    ),
    Screen(
        view=SocialSourceView,
        model=SocialSource,
        name=N_("Sumber media sosial"),
        group=GROUP,
        endpoint="social_sources",
        entry=None,
        url="social_sources",
        icon="link",
    ),
)
