"""What moderators may do with a post."""

from typing import Any

from sqlalchemy import ColumnElement, exists, true

from app.core.errors import NotAvailable
from app.core.flow import Action, Ask, Condition, Flow, Transition
from app.core.i18n import N_
from app.models.accounts.user import EVERYONE
from app.models.forum.forum import POST_LABELS, ForumPost, ForumQuestion, PostKind, PostStatus
from app.models.help.article_flow import EDITORS

MODERATORS = EDITORS
_P = PostStatus


class NotAQuestion(NotAvailable):
    code = "not_a_question"
    sentence = N_("Ini hanya bisa pada pertanyaan.")


class NoReports(NotAvailable):
    code = "no_reports"
    sentence = N_("Tidak ada laporan pada kiriman ini.")


class NotAnAnswer(NotAvailable):
    code = "not_an_answer"
    sentence = N_("Ini hanya bisa pada jawaban.")


class NotTheAsker(NotAvailable):
    code = "not_the_asker"
    sentence = N_("Hanya penanya dan moderator yang menerima jawaban.")


def _asked(actor: Any) -> ColumnElement[bool]:
    if actor is None or actor.role in MODERATORS:
        return true()
    return exists().where(ForumQuestion.id == ForumPost.question_id, ForumQuestion.author_id == actor.id)


_ANSWER = Condition(lambda _actor: ForumPost.kind == PostKind.ANSWER, NotAnAnswer)
_ASKER = Condition(_asked, NotTheAsker)
_QUESTION = Condition(lambda _actor: ForumPost.kind == PostKind.QUESTION, NotAQuestion)
_REPORTED = Condition(lambda _actor: ForumPost.reports > 0, NoReports)

FORUM_FLOW = Flow(
    "forum_post",
    ForumPost,
    PostStatus,
    {
        "show": Transition(
            {_P.HELD, _P.HIDDEN},
            _P.SHOWN,
            by=MODERATORS,
            decides=True,
            label=N_("Tampilkan"),
            tone="positive",
            bulk=True,
            fact="forum.shown",
        ),
        "hold": Transition({_P.SHOWN}, _P.HELD, by=frozenset(), label=N_("Diperiksa lagi setelah diubah")),
        "hide": Transition(
            {_P.HELD, _P.SHOWN},
            _P.HIDDEN,
            by=MODERATORS,
            decides=True,
            label=N_("Sembunyikan"),
            tone="danger",
            bulk=True,
            fact="forum.hidden",
        ),
        "keep": Action({_P.SHOWN}, by=MODERATORS, decides=True, label=N_("Laporan tidak beralasan"), when=(_REPORTED,)),
        "outdate": Action({_P.SHOWN}, by=MODERATORS, label=N_("Tandai usang atau masih berlaku"), when=(_QUESTION,)),
        "duplicate": Action(
            {_P.SHOWN},
            by=MODERATORS,
            label=N_("Tandai duplikat"),
            when=(_QUESTION,),
            asks=(
                Ask(
                    "original",
                    N_("Alamat atau nomor pertanyaan yang sama"),
                    required=False,
                    max_length=200,
                    hint=N_("Misalnya /forum/12. Kosongkan bila ternyata bukan duplikat."),
                ),
            ),
        ),
        "accept": Action(
            {_P.SHOWN}, by=EVERYONE, label=N_("Ini menjawab"), when=(_ANSWER, _ASKER), fact="forum.accepted"
        ),
        "promote": Action({_P.SHOWN}, by=MODERATORS, decides=True, label=N_("Jadikan artikel"), when=(_QUESTION,)),
        "to_ticket": Action({_P.SHOWN}, by=MODERATORS, label=N_("Jadikan tiket"), when=(_QUESTION,)),
    },
    subject="post_id",
    content=("body",),
    labels=POST_LABELS,
    tones={_P.HELD: "warning", _P.SHOWN: "positive", _P.HIDDEN: "neutral"},
    groupings=((frozenset({_P.HELD}), frozenset({_P.SHOWN}), frozenset({_P.HIDDEN})),),
    facts={"created": "forum.posted"},
)
