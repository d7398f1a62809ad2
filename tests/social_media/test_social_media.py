"""Public posts on the desk: found, written to the page, noted down; each once; a ticket when somebody says so."""

from datetime import timedelta

import pytest
from pytest_httpserver import HTTPServer
from sqlalchemy import func, select

from app.core.clock import utc_now
from app.core.errors import Invalid, NotAllowed, NotAvailable
from app.jobs.inbox.apply import apply_inbox
from app.jobs.inbox.poll_social import SourceAway, poll_social
from app.models.messaging.inbox import InboxEvent
from app.models.messaging.outbox import OutboxMessage
from app.models.social.social import Network, SocialPost, SocialSource, SocialStatus, SourceKind
from app.models.support.messages import SupportMessage
from app.models.support.ticket import SupportTicket, TicketSource
from integrations.social.post import SeenPost
from tests.factories import make_company, make_cs, make_technician
from tests.help.test_pages import at_desk
from tests.social_media.test_reading import COMMENT, MESSAGE, RSS, STATUS, page
from tests.standins import payloads
from workflows.social import ignore_post, note_post, record_posts, restore_post, save_source, turn_into_ticket
from workflows.work_queues import count_waiting

SECRET = "page-secret"


def posts(session):
    session.expire_all()
    return session.scalars(select(SocialPost).order_by(SocialPost.id)).all()


def seen(number=1, **given):
    network = given.pop("network", "MASTODON")
    return SeenPost(network, f"https://m.id/{number}", "Mira", "AC saya bocor", **given)


def add_source(session, address, kind=SourceKind.FEED, **given):
    facts = {"name": "Media Konsumen", "opens_tickets": False, "is_active": True, **given}
    return save_source(session, SocialSource(), kind=kind, address=address, **facts)


def test_a_feed_and_a_tag_are_read_once_and_what_is_away_says_so(app_with, session, httpserver: HTTPServer) -> None:
    make_company(session)
    feed = add_source(session, httpserver.url_for("/feed"))
    tag = add_source(session, httpserver.url_for("/tags/ac"), SourceKind.MASTODON, opens_tickets=True)
    gone = add_source(session, httpserver.url_for("/gone"))
    session.commit()
    httpserver.expect_request("/feed").respond_with_data(RSS)
    timeline = "/api/v1/timelines/tag/ac"
    httpserver.expect_request(timeline, query_string="limit=40").respond_with_json([STATUS])
    httpserver.expect_request(timeline, query_string="limit=40&since_id=115").respond_with_json([])
    httpserver.expect_request("/gone").respond_with_data("", status=404)
    desk = app_with(check_allowed_targets="127.0.0.1/32")
    for _ in range(2):
        with desk.app_context(), pytest.raises(SourceAway):
            poll_social()
    assert [(post.source_id, post.status) for post in posts(session)] == [
        (feed.id, SocialStatus.NEW),
        (feed.id, SocialStatus.NEW),
        (tag.id, SocialStatus.TICKET),
    ]
    ticket = session.scalars(select(SupportTicket)).one()
    assert (ticket.source, ticket.subject) == (
        TicketSource.SOCIAL,
        "Mastodon: AC saya bocor & teknisinya belum datang [air menetes]",
    )
    assert (gone.poll_error, gone.polled_at, feed.poll_error) == ("HTTP 404", None, "")
    assert tag.last_id == "115"
    assert not [one for one in session.scalars(select(OutboxMessage.kind)) if one == "support.received"]


def test_an_address_inside_is_not_called_unless_it_is_listed(app_with, session, httpserver: HTTPServer) -> None:
    source = add_source(session, httpserver.url_for("/feed"))
    session.commit()
    with app_with().app_context(), pytest.raises(SourceAway):
        poll_social()
    session.refresh(source)
    assert "tidak dipanggil" in source.poll_error
    assert not httpserver.log


def test_a_post_is_kept_once_and_marked_when_its_author_takes_it_back(session) -> None:
    assert record_posts(session, [seen(), seen(), seen(2)], now=utc_now()) == 2
    assert record_posts(session, [seen(withdrawn=True)], now=utc_now()) == 0
    assert [post.is_withdrawn for post in posts(session)] == [True, False]


COME, GONE, BACK = {}, {"withdrawn": True}, {"shown_again": True}


@pytest.mark.parametrize(
    ("told", "is_withdrawn", "status"),
    [
        ([COME], False, SocialStatus.NEW),
        ([COME, GONE], True, SocialStatus.NEW),
        ([COME, GONE, BACK], False, SocialStatus.NEW),
        ([GONE], True, SocialStatus.IGNORED),
        ([GONE, COME], True, SocialStatus.IGNORED),
        ([GONE, GONE, COME, COME], True, SocialStatus.IGNORED),
        ([GONE, COME, BACK], False, SocialStatus.NEW),
        ([GONE, BACK, COME], False, SocialStatus.NEW),
        ([BACK, COME], False, SocialStatus.NEW),
    ],
)
@pytest.mark.parametrize("is_message", [False, True])
def test_what_was_taken_back_before_it_came_is_no_work(session, told, is_withdrawn, status, is_message) -> None:
    make_company(session)
    kind = {"is_message": is_message, "author_id": "7"}
    record_posts(session, [seen(**step, **kind) for step in told], now=utc_now())
    [post] = posts(session)
    opens = is_message and (told[0] is COME or told[-2:] == [BACK, COME])
    assert (post.is_withdrawn, post.status) == (is_withdrawn, SocialStatus.TICKET if opens else status)
    assert post.text == ("AC saya bocor" if COME in told else "")


def test_what_the_desk_ignored_stays_ignored_when_it_is_shown_again(session) -> None:
    make_company(session)
    record_posts(session, [seen()], now=utc_now())
    ignore_post(session, post_id=posts(session)[0].id, actor=make_cs(session), now=utc_now())
    record_posts(session, [seen(**GONE), seen(**BACK)], now=utc_now())
    assert posts(session)[0].status == SocialStatus.IGNORED


def test_messages_go_on_in_the_ticket_of_their_author_on_the_same_network(session) -> None:
    make_company(session)
    written = {"is_message": True, "author_id": "7"}
    record_posts(session, [seen(1, **written), seen(2, **written)], now=utc_now())
    others = [seen(3, is_message=True), seen(4, is_message=True), seen(5, network="FACEBOOK", **written)]
    record_posts(session, others, now=utc_now())
    tickets = session.scalars(select(SocialPost.ticket_id).order_by(SocialPost.external_id)).all()
    assert tickets[0] == tickets[1]
    assert len(set(tickets)) == 4  # nobody is known by an empty id, nor by another network's


def test_a_post_from_the_future_is_of_now(session) -> None:
    now = utc_now()
    record_posts(session, [seen(1, posted_at=now + timedelta(hours=1)), seen(2, posted_at=now)], now=now)
    assert session.scalars(select(SocialPost.posted_at)).all() == [now, now]


def test_the_desk_makes_a_ticket_or_ignores_it(session) -> None:
    make_company(session)
    dewi, budi, now = make_cs(session), make_technician(session), utc_now()
    record_posts(session, [seen(), seen(2)], now=now)
    first, second = posts(session)
    assert count_waiting(session, ["social_posts"], now=now) == {"social_posts": 2}
    with pytest.raises(NotAllowed):
        turn_into_ticket(session, post_id=first.id, actor=budi, now=now)
    moved = turn_into_ticket(session, post_id=first.id, actor=dewi, now=now)
    assert moved.ticket.requester_name == "Mira"
    assert moved.ticket.clocks
    with pytest.raises(NotAvailable):
        turn_into_ticket(session, post_id=first.id, actor=dewi, now=now)
    assert session.scalar(select(func.count()).select_from(SupportTicket)) == 1
    assert ignore_post(session, post_id=second.id, actor=dewi, now=now).status == SocialStatus.IGNORED
    assert restore_post(session, post_id=second.id, actor=dewi, now=now).status == SocialStatus.NEW


def test_a_post_noted_down_is_a_ticket_at_once_and_its_author_gets_a_private_link(session, client) -> None:
    make_company(session)
    dewi, now = make_cs(session), utc_now()
    said = {"network": Network.TIKTOK, "author": "@agus", "text": "Teknisi kasar", "actor": dewi, "now": now}
    post = note_post(session, url="https://tiktok.com/@agus/1", **said)
    assert post.status == SocialStatus.TICKET
    with pytest.raises(Invalid, match="sudah tercatat"):
        note_post(session, url="https://tiktok.com/@agus/1", **said)
    with pytest.raises(Invalid, match="https"):
        note_post(session, url="javascript:alert(1)", **said)
    at_desk(session, client, dewi)
    shown = client.get(f"/admin/social_posts/details/?id={post.id}").get_data(as_text=True)
    assert "/ticket/" in shown
    assert post.ticket.number in shown


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        (SourceKind.FEED, "feed.id/rss"),
        (SourceKind.FEED, "ftp://feed.id/rss"),
        (SourceKind.FEED, "https://"),
        (SourceKind.FEED, "https://user:pw@feed.id/"),
        (SourceKind.FEED, "https://feed.id:port/"),
        (SourceKind.MASTODON, "https://m.id/@mira"),
        (SourceKind.MASTODON, "https://m.id/tags/"),
        (SourceKind.MASTODON, "https://m.id/tags/ac?x=1"),
    ],
)
def test_an_address_that_cannot_be_read_is_refused(session, kind, address) -> None:
    with pytest.raises(Invalid):
        add_source(session, address, kind)


@pytest.fixture
def meta(app_with):
    client = app_with(meta_app_secret=SECRET, meta_verify_token="kata").test_client()

    def send(payload, secret=SECRET):
        raw, headers = payloads.whatsapp_signed(payload, secret)
        return client.post("/webhooks/meta", data=raw, headers=headers)

    send.client = client
    return send


def test_meta_proves_itself(meta) -> None:
    asked = {"hub.mode": "subscribe", "hub.verify_token": "kata", "hub.challenge": "12"}
    assert meta.client.get("/webhooks/meta", query_string=asked).get_data(as_text=True) == "12"
    assert meta.client.get("/webhooks/meta", query_string={**asked, "hub.verify_token": "x"}).status_code == 403
    assert meta(page(COMMENT), secret="other").status_code == 403
    assert meta("x").json == {"ok": True, "fresh": 0}


def test_messages_of_one_batch_are_kept_in_their_order(meta, session) -> None:
    words = [f"kata {number}" for number in range(8)]
    told = [{**MESSAGE, "message": {"mid": word, "text": word}} for word in words]
    assert meta({"object": "page", "entry": [{"id": "77", "messaging": told}]}).json["fresh"] == len(words)
    kept = session.scalars(select(InboxEvent).order_by(InboxEvent.id))
    assert [event.raw["entry"][0]["messaging"][0]["message"]["text"] for event in kept] == words


def test_a_comment_waits_and_messages_of_one_person_are_one_ticket(meta, session) -> None:
    make_company(session)
    session.commit()
    second = {**MESSAGE, "message": {"mid": "m.2", "text": "masih bocor"}}
    assert meta(page(COMMENT)).json["fresh"] == 1
    assert meta(page(COMMENT)).json["fresh"] == 0
    assert meta({"object": "page", "entry": [{"id": "77", "messaging": [MESSAGE, second]}]}).json["fresh"] == 2
    with meta.client.application.app_context():
        apply_inbox()
    comment, first, again = posts(session)
    assert comment.status == SocialStatus.NEW
    assert first.ticket_id == again.ticket_id is not None
    assert session.scalars(select(SupportMessage.text)).all() == ["masih bocor"]
    assert {event.status for event in session.scalars(select(InboxEvent))} == {"APPLIED"}
    assert meta(page({**COMMENT, "item": "reaction"})).json["fresh"] == 1
    with meta.client.application.app_context():
        apply_inbox()
    newest = select(InboxEvent.kind).order_by(InboxEvent.id.desc()).limit(1)
    assert session.scalar(newest) == "other"
