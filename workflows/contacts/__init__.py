"""Conversations with people outside: the front door of the area."""

from workflows.contacts.telegram import answer_press, reply_on_telegram

__all__ = ["answer_press", "reply_on_telegram"]
