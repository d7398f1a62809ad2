"""Articles that wait for somebody: a review, a second look, words without an article."""

from collections.abc import Mapping
from typing import Any

from app.models.forum.forum import ForumPost, PostStatus
from app.models.help.article import Article, ArticleStatus
from app.models.help.searches import GapStatus, HelpGap
from app.policies.company_time import today_in_sql

OFTEN = 3  # searches without an answer make a gap somebody's work

HELP_QUEUES: Mapping[str, Any] = {
    "articles_in_review": (Article, lambda _now: Article.status == ArticleStatus.IN_REVIEW, Article.updated_at, ()),
    "articles_to_check": (
        Article,
        lambda now: (Article.status == ArticleStatus.PUBLISHED) & (Article.review_by_date < today_in_sql(now)),
        Article.review_by_date,
        (),
    ),
    "forum_posts": (
        ForumPost,
        lambda _now: (ForumPost.status == PostStatus.HELD) | (ForumPost.reports > 0),
        ForumPost.id,
        (),
    ),
    "help_gaps": (
        HelpGap,
        lambda _now: (HelpGap.status == GapStatus.OPEN) & (HelpGap.times >= OFTEN),
        HelpGap.times.desc(),
        (),
    ),
}
