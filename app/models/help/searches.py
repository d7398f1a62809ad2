"""What people look for in the help centre, what was not found, and words that mean the same."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of, rank_of
from app.core.flow import Ask, Flow, Transition
from app.core.i18n import N_
from app.models.help.article import Article
from app.models.help.article_flow import EDITORS


class HelpSearch(Record):
    """One search. `stems` is what was looked for, sorted, without filler words."""

    __tablename__ = "help_searches"

    words: Mapped[str] = mapped_column(String(200))
    stems: Mapped[str] = mapped_column(String(200))
    locale: Mapped[str] = one_of(["id", "en"], "locale")
    found: Mapped[int] = mapped_column()  # how many articles hold all words
    clicked_id: Mapped[int | None] = mapped_column(ForeignKey("help_articles.id", ondelete="SET NULL"), index=True)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("support_tickets.id", ondelete="SET NULL"), index=True)

    __table_args__ = (Index("ix_help_searches_created_at", "created_at"),)


class GapStatus(StrEnum):
    OPEN = "OPEN"
    ANSWERED = "ANSWERED"
    DISMISSED = "DISMISSED"


class HelpGap(Record):
    """Words that no article holds, by their stems: a list that becomes articles and synonyms."""

    __tablename__ = "help_gaps"

    stems: Mapped[str] = mapped_column(String(200))
    words: Mapped[str] = mapped_column(String(200))  # as somebody typed them last
    locale: Mapped[str] = one_of(["id", "en"], "locale")
    times: Mapped[int] = mapped_column(default=1, server_default="1")
    last_at: Mapped[datetime] = mapped_column()
    status: Mapped[GapStatus] = one_of(GapStatus, "status", default=GapStatus.OPEN, server_default="OPEN")
    article_id: Mapped[int | None] = mapped_column(ForeignKey("help_articles.id", ondelete="SET NULL"), index=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    article: Mapped[Article | None] = relationship()

    __table_args__ = (
        Index("uq_help_gaps_stems_locale", stems, "locale", unique=True),
        Index("ix_help_gaps_status_id", status, "id"),
        Index("ix_help_gaps_status_rank", rank_of(status), "id"),
        Index("ix_help_gaps_times_id", times, "id"),
        Index("ix_help_gaps_last_at_id", last_at, "id"),
    )

    def __str__(self) -> str:
        return self.words


class HelpSynonym(Record):
    """Whoever looks for `phrase` finds `meaning`, too. One to three words each."""

    __tablename__ = "help_synonyms"

    phrase: Mapped[str] = mapped_column(String(80))
    meaning: Mapped[str] = mapped_column(String(80))
    locale: Mapped[str] = one_of(["id", "en"], "locale", default="id", server_default="id")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    __table_args__ = (
        CheckConstraint("phrase <> meaning", name="two_words"),
        Index("uq_help_synonyms_phrase_meaning_locale", phrase, meaning, "locale", unique=True),
    )

    def __str__(self) -> str:
        return f"{self.phrase} = {self.meaning}"


_G = GapStatus
GAP_FLOW = Flow(
    "help_gap",
    HelpGap,
    GapStatus,
    {
        "write": Transition({_G.OPEN}, _G.ANSWERED, by=EDITORS, label=N_("Buat artikel"), tone="primary"),
        "connect": Transition(
            {_G.OPEN},
            _G.ANSWERED,
            by=EDITORS,
            label=N_("Sambungkan"),
            asks=(
                Ask("phrase", N_("Kata yang dicari"), max_length=80),
                Ask("meaning", N_("Sama artinya dengan"), max_length=80, hint=N_("Kata yang ada dalam artikel.")),
            ),
        ),
        "dismiss": Transition({_G.OPEN}, _G.DISMISSED, by=EDITORS, label=N_("Abaikan"), bulk=True),
        "reopen": Transition({_G.ANSWERED, _G.DISMISSED}, _G.OPEN, by=EDITORS, label=N_("Buka lagi")),
    },
    subject="gap_id",
    labels={_G.OPEN: N_("Tidak ditemukan"), _G.ANSWERED: N_("Ditangani"), _G.DISMISSED: N_("Diabaikan")},
    tones={_G.OPEN: "warning", _G.ANSWERED: "positive", _G.DISMISSED: "neutral"},
    groupings=((frozenset({_G.OPEN}), frozenset({_G.ANSWERED, _G.DISMISSED})),),
)
