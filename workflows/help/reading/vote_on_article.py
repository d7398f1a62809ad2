"""A reader says whether an article helped."""

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.text.cleaning import clear
from app.models.help.article import ArticleVote

LONGEST_REASON = 500


def vote_on_article(session: Session, *, article_id: int, reader: str, helpful: bool, reason: str = "") -> None:
    """The latest vote of a reader counts. `reader`: a hash of the account or of the browser."""
    values = {"helpful": helpful, "reason": clear(reason).strip()[:LONGEST_REASON]}
    vote = insert(ArticleVote).values(article_id=article_id, reader=reader, **values)
    session.execute(
        vote.on_conflict_do_update(index_elements=[ArticleVote.article_id, ArticleVote.reader], set_=values)
    )


def count_votes(session: Session, *, article_id: int) -> tuple[int, int]:
    """How many found that it helped, and how many did not."""
    of_it = ArticleVote.article_id == article_id
    counts = select(func.count().filter(ArticleVote.helpful), func.count().filter(~ArticleVote.helpful)).where(of_it)
    helped, not_helped = session.execute(counts).one()
    return helped, not_helped
