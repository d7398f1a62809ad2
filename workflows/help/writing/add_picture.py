"""A picture for an article."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.files import StorageObject
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.help.article import Article, ArticlePicture
from app.models.help.article_flow import ARTICLE_FLOW
from workflows.documents import store_file
from workflows.transitions import transition


def add_picture(session: Session, *, article_id: int, actor: User, now: datetime, picture: StorageObject) -> Article:
    """The text names it by its id."""
    if not picture.media_type.startswith("image/"):
        raise Invalid(N_("Pilih gambar: JPEG, PNG atau WebP."), field="picture")
    article: Article = transition(session, ARTICLE_FLOW, article_id, "add_picture", actor=actor, now=now)
    file = store_file(session, picture, actor=actor)
    session.add(ArticlePicture(article_id=article_id, file_id=file.id))
    session.flush()
    return article
