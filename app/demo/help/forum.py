"""The forum of the demo, written over ninety days by the same verbs as a real one."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.units import RELAY, unit_of
from app.demo.staff.people import People
from app.models.accounts.user import Role, User
from app.models.forum.forum import ForumPost, PostStatus
from app.models.messaging.outbox import OutboxMessage, OutboxStatus
from workflows.forum import accept_answer, answer_question, ask_question, report_post, show_post

DAYS = 90
TALKS = (
    ("AC inverter berdengung tengah malam", "Unit luar, tidak tiap malam. Wajar?", ["ac", "inverter"],
     ("Periksa karet dudukannya, punya saya getas setelah lima tahun.", "Kalau hanya saat dingin penuh, itu wajar.")),
    ("Berapa suhu yang hemat?", "Tagihan listrik naik sejak ada AC di kamar anak.", ["listrik"],
     ("24 sampai 26 derajat dengan kipas kecil. Tiap derajat lebih dingin menambah sekitar 6 %.",)),
    ("Perlu stabilizer untuk AC 1 PK?", "Tegangan di rumah sering turun.", ["listrik", "ac"],
     ("Kalau di bawah 190 V ya. Minta PLN memeriksa dulu.", "Saya pakai 2000 VA, aman.")),
    ("Bau apek setelah dicuci", "Baru dicuci minggu lalu, sudah bau lagi.", ["cuci"],
     ("Jalankan mode kipas 30 menit sebelum dimatikan, supaya kering.",)),
    ("Teknisi datang tanpa surat tugas, boleh masuk?", "Katanya tertinggal.", ["kunjungan"],
     ("Tidak. Telepon kami; kodenya juga bisa kami kirim lewat WhatsApp.",)),
)  # fmt: skip


def play_forum(session: Session, people: People, now: datetime) -> None:
    """What newcomers wrote was looked at; the last post is reported and waits for a moderator."""
    desk = session.get_one(User, people.cs[0])
    members = list(session.scalars(select(User).where(User.role == Role.MEMBER).order_by(User.id)))
    for place, (title, body, tags, answers) in enumerate(TALKS):
        at = now - timedelta(days=DAYS - 6 - place * 17)
        asker = members[place % len(members)]
        question = ask_question(session, title=title, body=body, tags=tags, actor=asker, now=at)
        question_id, asked_by = question.id, question.author_id
        _show(session, desk, at)
        for number, words in enumerate(answers):
            who = desk if place % 3 == 1 or len(members) == 1 else members[(place + number + 1) % len(members)]
            then = at + timedelta(hours=3 + number)
            post = answer_question(session, question_id=question_id, body=words, actor=who, now=then)
            _show(session, desk, then)
            if number == 0:
                accepter = session.get_one(User, asked_by)
                accept_answer(session, post_id=post.id, actor=accepter, now=then + timedelta(hours=1))
    waits = "Jual freon murah, lihat https://murah.example"
    ask_question(session, title="Freon murah", body=waits, tags=[], actor=members[-1], now=now - timedelta(hours=5))
    newest = session.scalars(select(ForumPost.id).order_by(ForumPost.id.desc()).limit(1)).one()
    report_post(session, post_id=newest, actor=desk, reason="Iklan")
    statement = update(OutboxMessage).where(OutboxMessage.kind.like("forum.%")).values(status=OutboxStatus.ADDRESSED)
    session.execute(statement.execution_options(synchronize_session=False))
    unit_of(session).wake.discard(RELAY)


def _show(session: Session, desk: User, at: datetime) -> None:
    for post_id in session.scalars(select(ForumPost.id).where(ForumPost.status == PostStatus.HELD)).all():
        show_post(session, post_id=post_id, actor=desk, now=at + timedelta(minutes=30))
