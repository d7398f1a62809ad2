"""What may be done with an article: a second person reviews every version before readers get it."""

from app.core.errors import NotAvailable
from app.core.flow import Action, Ask, Condition, Flow, Transition, not_by
from app.core.i18n import N_
from app.models.accounts.user import DESK, TECHNICAL, Role
from app.models.help.article import ARTICLE_LABELS, Article, ArticleStatus

EDITORS = DESK | TECHNICAL | {Role.SUPPORT, Role.PRODUCT}
HELP_STAFF = EDITORS | {Role.SALES, Role.MANAGER}  # read internal instructions
_S = ArticleStatus
LIVING = frozenset(_S) - {_S.ARCHIVED}


class OwnText(NotAvailable):
    code = "own_text"
    sentence = N_("Anda sendiri yang menulis versi ini. Minta rekan meninjaunya.")


class HasTranslation(NotAvailable):
    code = "has_translation"
    sentence = N_("Artikel ini sudah punya versi bahasa Inggris, atau ia sendiri berbahasa Inggris.")


REVIEW_BY = Ask(
    "review_by",
    N_("Tinjau lagi paling lambat"),
    "day",
    required=False,
    hint=N_("Setelah hari itu artikel muncul di antrean kerja."),
)
_ANOTHER = Condition(lambda _actor: Article.translates_id.is_(None) & (Article.locale == "id"), HasTranslation)

ARTICLE_FLOW = Flow(
    "article",
    Article,
    ArticleStatus,
    {
        "submit": Transition({_S.DRAFT}, _S.IN_REVIEW, by=EDITORS, label=N_("Minta ditinjau"), tone="primary"),
        "approve": Transition(
            {_S.IN_REVIEW},
            _S.PUBLISHED,
            by=EDITORS,
            label=N_("Setujui dan terbitkan"),
            when=(not_by(Article.editor_id, OwnText),),
            tone="positive",
            asks=(
                Ask(
                    "publish_at",
                    N_("Terbit pada"),
                    "moment",
                    required=False,
                    hint=N_("Kosongkan untuk terbit sekarang. Hanya untuk terbitan pertama."),
                ),
                REVIEW_BY,
            ),
            decides=True,
            fact="article.published",
        ),
        "send_back": Transition(
            {_S.IN_REVIEW},
            _S.DRAFT,
            by=EDITORS,
            label=N_("Kembalikan ke penulis"),
            asks=(Ask("reason", N_("Apa yang perlu diperbaiki"), "long_text", max_length=2000),),
        ),
        "still_right": Action(
            {_S.PUBLISHED}, by=EDITORS, label=N_("Masih benar"), asks=(REVIEW_BY,), tone="positive", decides=True
        ),
        "add_picture": Action(
            LIVING,
            by=EDITORS,
            label=N_("Tambah gambar"),
            asks=(Ask("picture", N_("Gambar"), "file", hint=N_("Foto JPEG, PNG atau WebP, paling besar 12 MB.")),),
        ),
        "translate": Action(
            LIVING,
            by=EDITORS,
            label=N_("Buat versi bahasa Inggris"),
            when=(_ANOTHER,),
        ),
        "archive": Transition(
            LIVING,
            _S.ARCHIVED,
            by=EDITORS,
            label=N_("Arsipkan"),
            tone="danger",
            confirm=N_("Pembaca tidak menemukan artikel ini lagi. Bisa dikembalikan sebagai konsep."),
            fact="article.archived",
        ),
        "restore": Transition({_S.ARCHIVED}, _S.DRAFT, by=EDITORS, label=N_("Kembalikan sebagai konsep")),
        "edit": Transition(
            {_S.DRAFT, _S.IN_REVIEW, _S.PUBLISHED}, _S.DRAFT, by=frozenset(), label=N_("Versi baru ditulis")
        ),
    },
    subject="article_id",
    content=("title", "body", "locale", "category_id", "is_internal", "ticket_kinds", "slug"),
    labels=ARTICLE_LABELS,
    tones={_S.DRAFT: "neutral", _S.IN_REVIEW: "warning", _S.PUBLISHED: "positive", _S.ARCHIVED: "neutral"},
    groupings=((LIVING, frozenset({_S.ARCHIVED})),),
    facts={"created": "article.created"},
)
