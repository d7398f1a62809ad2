"""Articles for the tests, written and approved by two people."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.help.article import Article
from tests.factories import make_admin, make_cs
from workflows.help import ArticleText, approve_article, submit_article, write_article

BODY = "Matikan AC, lalu bersihkan saluran airnya.\n\n## Kalau masih menetes\n\nHubungi kami."


def make_article(session: Session, *, at: datetime, author: User | None = None, **given: Any) -> Article:
    """A draft."""
    more = {name: given.pop(name) for name in ("ticket_id", "translates_id") if name in given}
    text = ArticleText(**{"title": "AC bocor atau menetes", "body": BODY, **given})
    return write_article(session, text=text, actor=author or make_cs(session), now=at, **more)


def publish(session: Session, article: Article, *, at: datetime, approver: User | None = None, **given: Any) -> Article:
    submit_article(session, article_id=article.id, actor=article.editor or make_cs(session), now=at)
    return approve_article(session, article_id=article.id, actor=approver or make_admin(session), now=at, **given)


def make_published(session: Session, *, at: datetime, **given: Any) -> Article:
    article = make_article(session, at=at, **given)
    session.flush()
    return publish(session, article, at=at)
