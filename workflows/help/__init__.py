"""The help centre: articles, their review, searches, and what was not found."""

from workflows.help.gaps.connect_gap import connect_gap
from workflows.help.gaps.dismiss_gap import dismiss_gap
from workflows.help.gaps.note_click import note_click
from workflows.help.gaps.note_search import note_search
from workflows.help.gaps.note_ticket_after import note_ticket_after
from workflows.help.gaps.reopen_gap import reopen_gap
from workflows.help.gaps.save_synonym import save_synonym
from workflows.help.gaps.write_article_for_gap import write_article_for_gap
from workflows.help.reading.find_articles import Found, find_articles, is_readable
from workflows.help.reading.read_help import (
    find_by_address,
    find_translation,
    in_language,
    list_beside_ticket,
    list_help,
    list_popular,
)
from workflows.help.reading.vote_on_article import count_votes, vote_on_article
from workflows.help.review.approve_article import approve_article
from workflows.help.review.archive_article import archive_article
from workflows.help.review.confirm_article import confirm_article
from workflows.help.review.restore_article import restore_article
from workflows.help.review.send_article_back import send_article_back
from workflows.help.review.submit_article import submit_article
from workflows.help.writing.add_picture import add_picture
from workflows.help.writing.article_text import ArticleText
from workflows.help.writing.draft_from_ticket import draft_from_ticket
from workflows.help.writing.edit_article import edit_article
from workflows.help.writing.store_pdf import list_undrawn, store_pdf
from workflows.help.writing.translate_article import translate_article
from workflows.help.writing.write_article import write_article

VERBS = {
    "submit": submit_article,
    "approve": approve_article,
    "send_back": send_article_back,
    "still_right": confirm_article,
    "add_picture": add_picture,
    "translate": translate_article,
    "archive": archive_article,
    "restore": restore_article,
}
GAP_VERBS = {"write": write_article_for_gap, "connect": connect_gap, "dismiss": dismiss_gap, "reopen": reopen_gap}

__all__ = [
    "GAP_VERBS",
    "VERBS",
    "ArticleText",
    "Found",
    "add_picture",
    "approve_article",
    "archive_article",
    "confirm_article",
    "connect_gap",
    "count_votes",
    "dismiss_gap",
    "draft_from_ticket",
    "edit_article",
    "find_articles",
    "find_by_address",
    "find_translation",
    "in_language",
    "is_readable",
    "list_beside_ticket",
    "list_help",
    "list_popular",
    "list_undrawn",
    "note_click",
    "note_search",
    "note_ticket_after",
    "reopen_gap",
    "restore_article",
    "save_synonym",
    "send_article_back",
    "store_pdf",
    "submit_article",
    "translate_article",
    "vote_on_article",
    "write_article",
    "write_article_for_gap",
]
