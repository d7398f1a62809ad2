"""Searches, and the list of what they did not find."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.i18n import gettext
from app.models.accounts.user import User
from app.models.help.article import Article
from app.models.help.searches import GAP_FLOW, HelpGap
from workflows.help.writing.article_text import ArticleText
from workflows.help.writing.write_article import write_article
from workflows.transitions import transition


def write_article_for_gap(session: Session, *, gap_id: int, actor: User, now: datetime) -> HelpGap:
    """A draft under the words that were looked for."""
    gap = session.get_one(HelpGap, gap_id, with_for_update=True, populate_existing=True)
    body = gettext("Tulis di sini jawaban untuk yang mencari “%(words)s”.", words=gap.words)
    text = ArticleText(title=gap.words[:150], body=body, locale=gap.locale)
    article: Article = write_article(session, text=text, actor=actor, now=now)
    return transition(session, GAP_FLOW, gap_id, "write", actor=actor, now=now, article_id=article.id)
