"""Screens of the live chat."""

from admin_views.chat.chats import ChatView
from admin_views.chat.sites import ChatSiteView
from admin_views.framework.registration import Screen
from app.core.i18n import N_
from app.models.chat.chat import Chat, ChatSite

__all__ = ["SCREENS"]

GROUP = N_("Suara pelanggan")
SCREENS = (
    Screen(
        view=ChatView,
        model=Chat,
        name=N_("Obrolan"),
        group=GROUP,
        endpoint="chats",
        entry="inbox",
        url="chats",
        icon="chat",
        place=60,
    ),
    Screen(
        view=ChatSiteView,
        model=ChatSite,
        name=N_("Situs obrolan"),
        group=GROUP,
        endpoint="chat_sites",
        entry=None,
        url="chat_sites",
        icon="link",
    ),
)
