"""Screens of the live chat."""

from admin_views.chat.chats import ChatView
from admin_views.chat.sites import ChatSiteView
from admin_views.framework.registration import Screen, screens_of
from app.core.i18n import N_
from app.models.chat.chat import Chat, ChatSite

__all__ = ["SCREENS"]

SCREENS = screens_of(
    N_("Suara pelanggan"),
    Screen(ChatView, Chat, N_("Obrolan"), "chats", icon="chat", entry="inbox", place=60),
    Screen(ChatSiteView, ChatSite, N_("Situs obrolan"), "chat_sites", icon="link", entry=None),
)
