"""The forum: questions that members answer for one another, looked at by moderators."""

from workflows.forum.accept_answer import accept_answer
from workflows.forum.answer_question import answer_question
from workflows.forum.ask_question import ask_question
from workflows.forum.edit_post import edit_post
from workflows.forum.follow_forum import follow_forum
from workflows.forum.leading_on.forward_unanswered import forward_unanswered
from workflows.forum.leading_on.promote_question import promote_question
from workflows.forum.leading_on.turn_into_ticket import turn_into_ticket
from workflows.forum.moderating.hide_post import hide_post
from workflows.forum.moderating.keep_post import keep_post
from workflows.forum.moderating.mark_duplicate_question import mark_duplicate_question
from workflows.forum.moderating.outdate_question import outdate_question
from workflows.forum.moderating.report_post import report_post
from workflows.forum.moderating.show_post import show_post
from workflows.forum.read_forum import (
    get_question,
    is_following,
    list_followers_of,
    list_posts,
    list_questions,
    list_similar_questions,
    read_forum_version,
)

VERBS = {
    "show": show_post,
    "hide": hide_post,
    "keep": keep_post,
    "outdate": outdate_question,
    "duplicate": mark_duplicate_question,
    "accept": accept_answer,
    "promote": promote_question,
    "to_ticket": turn_into_ticket,
}

__all__ = [
    "VERBS",
    "accept_answer",
    "answer_question",
    "ask_question",
    "edit_post",
    "follow_forum",
    "forward_unanswered",
    "get_question",
    "hide_post",
    "is_following",
    "keep_post",
    "list_followers_of",
    "list_posts",
    "list_questions",
    "list_similar_questions",
    "mark_duplicate_question",
    "outdate_question",
    "promote_question",
    "read_forum_version",
    "report_post",
    "show_post",
    "turn_into_ticket",
]
