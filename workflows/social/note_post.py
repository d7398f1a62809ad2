"""Note down what somebody wrote where no machine looks."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.text.cleaning import clear_line
from app.models.accounts.user import User
from app.models.social.social import Network, SocialPost
from app.models.social.social_flow import SOCIAL_FLOW
from workflows.social.open_ticket_of_post import open_ticket_of_post
from workflows.transitions import require_role


def note_post(
    session: Session,
    *,
    network: Network,
    url: str,
    author: str,
    text: str,
    actor: User,
    now: datetime,
    file_ids: tuple[int, ...] = (),
) -> SocialPost:
    """It becomes a ticket at once; a post that stands in the list already is refused."""
    require_role(SOCIAL_FLOW.transitions["to_ticket"], actor)
    url, cleaned = clear_line(url), text.strip()
    if not url.startswith(("https://", "http://")):
        raise Invalid(N_("Tulis tautan kiriman dengan https://."), field="url")
    if not cleaned:
        raise Invalid(N_("Salin teks kirimannya."), field="text")
    existing = select(SocialPost.id).where(SocialPost.network == network, SocialPost.url == url)
    if session.scalar(existing) is not None:
        raise Invalid(N_("Kiriman ini sudah tercatat."), field="url")
    post = SocialPost(
        network=network, external_id=url[:300], url=url, author=clear_line(author), text=cleaned, posted_at=now
    )
    session.add(post)
    session.flush()
    return open_ticket_of_post(session, post.id, actor=actor, now=now, file_ids=file_ids)
