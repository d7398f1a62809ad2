"""Social media: posts about the company, found, written to its page, or noted down, and the tickets of them."""

from workflows.social.find_page_post import find_page_post, get_last_message_at
from workflows.social.ignore_post import ignore_post
from workflows.social.list_sources import ReadSource, list_sources
from workflows.social.note_polled import note_polled
from workflows.social.note_post import note_post
from workflows.social.record_posts import record_posts
from workflows.social.restore_post import restore_post
from workflows.social.save_source import save_source
from workflows.social.turn_into_ticket import turn_into_ticket

VERBS = {"to_ticket": turn_into_ticket, "ignore": ignore_post, "restore": restore_post}

__all__ = [
    "VERBS",
    "ReadSource",
    "find_page_post",
    "get_last_message_at",
    "ignore_post",
    "list_sources",
    "note_polled",
    "note_post",
    "record_posts",
    "restore_post",
    "save_source",
    "turn_into_ticket",
]
