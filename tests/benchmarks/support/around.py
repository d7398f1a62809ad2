"""What stands around the tickets: reports of users, mails, articles with their searches, the forum, chats."""

from app.models.access_links import AccessLink
from app.models.chat.chat import Chat, ChatMessage
from app.models.feedback.user_report import UserReport
from app.models.forum.forum import ForumPost, ForumQuestion
from app.models.help.article import Article, ArticleVersion, HelpCategory
from app.models.help.searches import HelpSearch
from app.models.support.mail.mail import SupportMail
from tests.benchmarks.fill import insert_rows

AROUND = (
    "user_reports",
    "support_mails",
    "help_articles",
    "help_versions",
    "help_searches",
    "forum_questions",
    "forum_posts",
    "chats",
    "chat_messages",
)
WALLBOARD = "w" * 32
ARTICLES, CATEGORIES = 400, 8
A_DAY = 100
OPEN_REPORTS = 100
_TITLE = "(ARRAY['Membersihkan filter AC', 'Jadwal servis berkala', 'Garansi kompresor', 'Cara membayar tagihan'])[i % 4 + 1]"
_TEXT = "'Matikan listriknya, lepas penutupnya, lalu bersihkan saringan dengan air. Pasang lagi setelah kering.'"


def around(rows: int) -> list[str]:
    """As many mails and searches as tickets, a fifth as many reports, a tenth as many questions and chats."""
    reports, tenth = rows // 5, rows // 10
    at = f"now() - ({rows} - i) * interval '1 day' / {A_DAY}"
    words = f"to_tsvector('simple', {_TITLE} || ' ' || {_TEXT} || ' nomor' || i)"
    return [
        insert_rows(AccessLink, 1, id="1", kind="'WALLBOARD'", token=f"'{WALLBOARD}'"),
        insert_rows(
            UserReport,
            reports,
            id="i",
            source="CASE WHEN i % 4 = 0 THEN 'bug_reports' ELSE 'feedback' END",
            source_id="i",
            kind="CASE WHEN i % 4 = 0 THEN 'BUG' WHEN i % 4 = 1 THEN 'CRITICISM' ELSE 'SUGGESTION' END",
            number="'SRN-2026-' || lpad(i::text, 7, '0')",
            title=f"'Laporan: ' || {_TITLE}",
            state=f"CASE WHEN i > {reports - OPEN_REPORTS} THEN 'NEW' ELSE 'REJECTED' END",
            urgency="i % 5",
            status=f"CASE WHEN i > {reports - OPEN_REPORTS} THEN 'WAITING' ELSE 'HANDLED' END",
            owner_id="i % 20 + 1",
            created_at=f"now() - ({reports} - i) * interval '1 day' / {A_DAY // 5}",
        ),
        insert_rows(
            SupportMail,
            rows,
            id="i",
            event_id="i",
            internet_id="'<' || i || '@kirim.id>'",
            sender="'orang' || i % 5000 || '@firma' || i % 500 || '.id'",
            sender_domain="'firma' || i % 500 || '.id'",
            state="'OPENED'",
            ticket_id="i",
            created_at=at,
        ),
        insert_rows(HelpCategory, CATEGORIES, id="i + 100", name="'Kategori ' || i", position="i"),
        insert_rows(
            Article,
            ARTICLES,
            id="i + 100",
            title=f"{_TITLE} || ' ' || i",
            slug="'artikel-' || i",
            body=_TEXT,
            status="'PUBLISHED'",
            category_id=f"i % {CATEGORIES} + 101",
            published_version_id="i + 100",
            published_at="now() - interval '1 year'",
            search=words,
            prefixes=words,
        ),
        insert_rows(
            ArticleVersion,
            ARTICLES,
            id="i + 100",
            article_id="i + 100",
            number="1",
            title=f"{_TITLE} || ' ' || i",
            body=_TEXT,
            author_id="1",
            approved_by_id="2",
            approved_at="now() - interval '1 year'",
        ),
        insert_rows(
            HelpSearch, rows, id="i", words="'filter ac'", stems="'ac filter'", locale="'id'", found="3", created_at=at
        ),
        insert_rows(
            ForumQuestion,
            tenth,
            id="i",
            title=f"{_TITLE} || ' nomor ' || i",
            tags="ARRAY[(ARRAY['ac', 'garansi', 'tagihan'])[i % 3 + 1]]",
            category_id=f"i % {CATEGORIES} + 101",
            author_id="i % 20 + 1",
            is_shown="true",
            answers="2",
            last_at=f"now() - ({tenth} - i) * interval '1 day' / 10",
            created_at=f"now() - ({tenth} - i) * interval '1 day' / 10",
            search=words,
        ),
        insert_rows(
            ForumPost,
            tenth * 3,
            id="i",
            question_id="(i - 1) / 3 + 1",
            kind="CASE WHEN i % 3 = 1 THEN 'QUESTION' ELSE 'ANSWER' END",
            status="'SHOWN'",
            body=_TEXT,
            author_id="i % 20 + 1",
        ),
        insert_rows(
            Chat,
            tenth,
            id="i",
            token_sha256="md5(i::text) || md5((i + 1)::text)",
            status=f"CASE WHEN i > {tenth - 5} THEN 'WAITING' ELSE 'ENDED' END",
            visitor_name="'Tamu ' || i",
            ended_at=f"CASE WHEN i > {tenth - 5} THEN NULL ELSE now() END",
            ticket_id=f"CASE WHEN i > {tenth - 5} THEN NULL ELSE i END",
            visitor_seen_at="now()",
        ),
        insert_rows(
            ChatMessage,
            tenth * 4,
            id="i",
            chat_id="(i - 1) / 4 + 1",
            client_id="i",
            side="CASE WHEN i % 2 = 0 THEN 'AGENT' ELSE 'VISITOR' END",
            text="'Halo, AC saya bocor.'",
        ),
        *(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))" for name in AROUND),
    ]
