"""Screens of social media."""

from admin_views.framework.registration import Screen, screens_of
from admin_views.social.posts import SocialPostView
from admin_views.social.sources import SocialSourceView
from app.core.i18n import N_
from app.models.social.social import SocialPost, SocialSource

__all__ = ["SCREENS"]

SCREENS = screens_of(
    N_("Suara pelanggan"),
    Screen(SocialPostView, SocialPost, N_("Media sosial"), "social_posts", icon="chat", entry="inbox", place=70),
    Screen(SocialSourceView, SocialSource, N_("Sumber media sosial"), "social_sources", icon="link", entry=None),
)
