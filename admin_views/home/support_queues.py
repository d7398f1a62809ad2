"""How the queues of the support desk are named and linked."""

from admin_views.home.queue import WorkQueue
from admin_views.home.queue_lines import Line, itself, support_line
from app.core.i18n import N_, gettext
from app.models.social.social import NETWORK_NAMES, SocialPost
from app.models.support.ticket import SupportTicket
from app.presenters.dates import ago


def social_line(post: SocialPost) -> Line:
    return post.text[:70], f"{gettext(NETWORK_NAMES[post.network])} {post.author}".strip(), ago(post.posted_at)


SUPPORT_QUEUES = {
    "new_support": WorkQueue(
        N_("Tiket dukungan baru"), "primary", SupportTicket, {"flt_status": "NEW"}, support_line, itself
    ),
    "late_support": WorkQueue(
        N_("Tiket lewat batas waktu"), "danger", SupportTicket, {"flt_late": "1"}, support_line, itself
    ),
    "unanswered_support": WorkQueue(
        N_("Pelanggan menunggu jawaban"), "warning", SupportTicket, {"flt_unread": "1"}, support_line, itself
    ),
    "social_posts": WorkQueue(
        N_("Kiriman media sosial"), "primary", SocialPost, {"flt_status": "NEW"}, social_line, itself
    ),
    "low_rated_support": WorkQueue(
        N_("Penilaian rendah menunggu tindak lanjut"), "warning", SupportTicket, {"flt_low": "1"}, support_line, itself
    ),
    "security_support": WorkQueue(
        N_("Tiket keamanan"), "danger", SupportTicket, {"flt_kind": "SECURITY"}, support_line, itself
    ),
}
