"""How the queues of the help centre are named and linked."""

from admin_views.home.queue import WorkQueue
from admin_views.home.queue_lines import Line, itself
from app.core.i18n import N_, gettext
from app.models.forum.forum import ForumPost
from app.models.help.article import Article
from app.models.help.searches import HelpGap
from app.presenters.dates import ago, day_short


def article_line(article: Article) -> Line:
    due = article.review_by_date
    return (
        article.title,
        gettext("SOP") if article.is_internal else "",
        day_short(due) if due else ago(article.updated_at),
    )


def gap_line(gap: HelpGap) -> Line:
    return gap.words, gettext("dicari %(times)s kali", times=gap.times), ago(gap.last_at)


def post_line(post: ForumPost) -> Line:
    return post.body[:70], gettext("dilaporkan") if post.reports else "", ago(post.created_at)


HELP_QUEUES = {
    "articles_in_review": WorkQueue(
        N_("Artikel menunggu ditinjau"), "warning", Article, {"flt_status": "IN_REVIEW"}, article_line, itself
    ),
    "articles_to_check": WorkQueue(
        N_("Artikel perlu ditinjau ulang"), "warning", Article, {"flt_status": "PUBLISHED"}, article_line, itself
    ),
    "forum_posts": WorkQueue(
        N_("Kiriman forum menunggu diperiksa"), "warning", ForumPost, {"flt_waits": "1"}, post_line, itself
    ),
    "help_gaps": WorkQueue(
        N_("Sering dicari, tidak ditemukan"), "primary", HelpGap, {"flt_status": "OPEN"}, gap_line, itself
    ),
}
