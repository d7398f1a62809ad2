"""What others have sent about the same: found while the subject is typed, so it must be cheap among a million rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.core.text.cleaning import clear_line
from app.models.accounts.user import User
from app.models.feedback.feedback import FeedbackStatus

LEAST_LETTERS = 4
LONGEST_QUERY = 100
MOST_WORDS = 6
# A word of every second row would be looked up for seconds. The index stops after about so many rows of it, which
# costs us a few of very many; and with no sequential scan to choose, no estimate of the planner's can go wrong.
CAPS = text("SELECT set_config('gin_fuzzy_search_limit', '3000', true), set_config('enable_seqscan', 'off', true)")
WORDS = text("SELECT lexeme FROM unnest(to_tsvector('indonesian', :typed)) ORDER BY length(lexeme) DESC, lexeme")
ALIKE = text("""
    WITH candidates AS MATERIALIZED (
        SELECT id, number, subject, status FROM feedback
        WHERE search @@ CAST(:wanted AS tsquery) AND deleted_at IS NULL AND merged_into_id IS NULL
          AND id <> :besides
          AND (:for_staff OR author_id IS DISTINCT FROM :mine AND NOT anonymous AND status <> 'NEW')
        LIMIT 100
    ), ranked AS (
        SELECT *, ts_rank(to_tsvector('indonesian', subject), CAST(:words AS tsquery)) AS rank FROM candidates
    )
    SELECT number, subject, status FROM ranked WHERE rank > 0 ORDER BY rank DESC, id DESC LIMIT :most
""")


@dataclass(frozen=True, slots=True)
class Alike:
    """All that others see of somebody's feedback."""

    number: str
    subject: str
    status: FeedbackStatus


def list_similar(
    session: Session,
    *,
    typed: str,
    actor: User | None = None,
    most: int = 5,
    for_staff: bool = False,
    besides: int = 0,
) -> Sequence[Alike]:
    """Live ones of others that share most of these words; none for a query of a few letters.

    Only what staff have looked at and what was sent with a name: a subject may name a person or identify its sender.
    `for_staff`: all but the item `besides`.
    """
    line = clear_line(typed)[:LONGEST_QUERY]
    if len(line) < LEAST_LETTERS:
        return []
    words = [_quoted(row) for row in session.scalars(WORDS, {"typed": line})][:MOST_WORDS]
    found: dict[str, Alike] = {}
    if words:
        session.execute(CAPS)
    for together in _ways(words):
        asked = {
            "wanted": " & ".join(together),
            "words": " | ".join(words),
            "mine": actor.id if actor else 0,
            "for_staff": for_staff,
            "besides": besides,
            "most": most,
        }
        for row in session.execute(ALIKE, asked):
            found.setdefault(row.number, Alike(row.number, row.subject, FeedbackStatus(row.status)))
        if len(found) >= most:
            break
    return list(found.values())[:most]


def _ways(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """All words, then pairs of the longest (the rarest, as a rule), then each of them alone."""
    if words:
        yield words
    for count in (2, 1):
        if len(words) > count:
            yield from combinations(words[:4], count)


def _quoted(lexeme: str) -> str:
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
