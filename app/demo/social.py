"""What the demo's customers wrote in public in the last days."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demo.staff.people import People
from app.models.accounts.user import User
from app.models.social.social import Network, SocialPost
from integrations.social.post import SeenPost
from workflows.social import ignore_post, record_posts, turn_into_ticket

WRITTEN = (  # hours ago, network, author, text, what became of it
    (190, Network.MASTODON, "Wulan", "Servis AC-nya rapi dan cepat, fotonya lengkap. Terima kasih!", "ignored"),
    (75, Network.FACEBOOK, "Hendra Wijaya", "Sudah dua hari janji teknisi datang, belum ada kabar.", "ticket"),
    (22, Network.INSTAGRAM, "kopi.sudut", "AC kedai kami bocor lagi setelah diservis minggu lalu 😩", "ticket"),
    (5, Network.MASTODON, "Rio", "Ada yang pernah pakai jasa mereka untuk AC kantor di Bandung?", ""),
    (2, Network.FACEBOOK, "Ibu Lastri", "Apakah bisa servis hari Minggu?", ""),
)


def play_social_media(session: Session, people: People, now: datetime) -> None:
    """Praise was put aside, complaints became tickets, the newest wait for somebody to look."""
    desk = session.get_one(User, people.cs[0])
    for number, (hours, network, author, text, became) in enumerate(WRITTEN):
        at = now - timedelta(hours=hours)
        post = SeenPost(network, f"demo-{number}", author, text, posted_at=at, url=f"https://sosial.example/{number}")
        record_posts(session, [post], now=at)
        post_id = session.scalars(select(SocialPost.id).order_by(SocialPost.id.desc()).limit(1)).one()
        if became == "ticket":
            turn_into_ticket(session, post_id=post_id, actor=desk, now=at + timedelta(minutes=20))
        elif became:
            ignore_post(session, post_id=post_id, actor=desk, now=at + timedelta(minutes=20))
