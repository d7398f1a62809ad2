"""Whoever wrote to our page is answered there, in the windows that Meta leaves; what fails stands in sight."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.errors import Invalid
from app.jobs.outbox.relay import fan_out_and_send
from app.models.messaging.outbox import Channel, Delivery, DeliveryStatus
from app.models.social.social import SocialPost, SocialStatus
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from app.policies.help_words.anonymise import holds_personal_data
from app.presenters.messaging.delivery_reasons import reason
from integrations.social.meta_client import LONGEST, shortened
from integrations.social.post import SeenPost
from tests.factories import NOW, make_company, make_cs
from tests.standins.chats.meta_page import MetaPageStandIn
from workflows.social import record_posts, turn_into_ticket
from workflows.support import VERBS, answer_ticket, finish_support_ticket
from workflows.transitions import list_open_steps


@pytest.fixture
def meta():
    with MetaPageStandIn() as standin:
        yield standin
        assert not standin.violations


@pytest.fixture
def send(app_with, session, meta):
    make_company(session)
    app = app_with(meta_page_token=meta.token, meta_api_base=meta.url)

    def work():
        session.commit()
        with app.app_context():
            fan_out_and_send()
        session.expire_all()
        return session.scalars(select(Delivery).where(Delivery.channel == Channel.META).order_by(Delivery.id)).all()

    return work


def make_message(session, *, network="FACEBOOK", ago=timedelta(hours=1), mid="m.1"):
    post = SeenPost(network, mid, "", "AC saya bocor", posted_at=NOW - ago, author_id="55", is_message=True)
    record_posts(session, [post], now=NOW)
    return session.scalars(select(SupportTicket).order_by(SupportTicket.id.desc())).first()


def make_comment(session, dewi, network="FACEBOOK"):
    post = SeenPost(network, "1_2", "Agus", "Kok lama?", "https://fb.example/1", NOW, "55")
    record_posts(session, [post], now=NOW)
    found = session.scalars(select(SocialPost)).one()
    return turn_into_ticket(session, post_id=found.id, actor=dewi, now=NOW).ticket


@pytest.mark.parametrize("network", ["FACEBOOK", "INSTAGRAM"])
@pytest.mark.parametrize(
    ("ago", "kind"),
    [
        (timedelta(hours=24), {"messaging_type": "RESPONSE"}),
        (timedelta(hours=24, seconds=1), {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}),
        (timedelta(days=7), {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}),
    ],
)
def test_a_message_is_answered_within_the_windows(send, session, meta, network, ago, kind):
    ticket = make_message(session, network=network, ago=ago)
    answer_ticket(session, ticket_id=ticket.id, text="Kami datang besok", actor=make_cs(session), now=NOW)
    [delivery] = send()
    [taken] = meta.received
    text = taken["body"]["message"]["text"]
    assert taken["body"] == {"recipient": {"id": "55"}, **kind, "message": {"text": text}}
    assert text.startswith("Kami datang besok\n")
    assert "/ticket/" in text
    assert (delivery.status, delivery.address) == (DeliveryStatus.SENT, "55")
    assert delivery.provider_id.startswith("m_")


def test_later_it_stands_in_sight_and_leaves_once_they_have_written_again(send, session, meta):
    ticket, dewi = make_message(session, ago=timedelta(days=7, seconds=1)), make_cs(session)
    answer_ticket(session, ticket_id=ticket.id, text="Masih perlu?", actor=dewi, now=NOW)
    [parked] = send()
    assert (parked.status, parked.error_code) == (DeliveryStatus.PARKED, "meta_window")
    assert "tujuh hari" in reason(parked.channel, parked.error_code)
    assert meta.received == []
    make_message(session, mid="m.2")
    parked.status, parked.due_at = DeliveryStatus.QUEUED, NOW
    [sent] = send()
    assert sent.status == DeliveryStatus.SENT
    assert meta.received[0]["body"]["messaging_type"] == "RESPONSE"


@pytest.mark.parametrize(
    ("code", "sub", "status", "told"),
    [
        (4, None, DeliveryStatus.QUEUED, "meta_4"),
        (10, 2018278, DeliveryStatus.PARKED, "meta_window"),
        (100, None, DeliveryStatus.PARKED, "meta_100"),
        (190, None, DeliveryStatus.QUEUED, "meta_190"),
        (551, None, DeliveryStatus.PARKED, "meta_551"),
    ],
)
def test_what_meta_refuses_is_told_in_words(send, session, meta, code, sub, status, told):
    meta.refuse["55"] = (code, sub)
    ticket = make_message(session)
    answer_ticket(session, ticket_id=ticket.id, text="Halo", actor=make_cs(session), now=NOW)
    [delivery] = send()
    assert (delivery.status, delivery.error_code) == (status, told)
    assert "kode" not in reason("META", told)


def test_a_resolution_is_told_too_and_without_a_token_it_is_shown_and_not_sent(app_with, session):
    make_company(session)
    ticket = make_message(session)
    finish_support_ticket(session, ticket_id=ticket.id, outcome="Sudah diganti", actor=make_cs(session), now=NOW)
    session.commit()
    with app_with().app_context():
        fan_out_and_send()
    session.expire_all()
    shown = session.scalars(select(Delivery).where(Delivery.channel == Channel.META)).one()
    assert (shown.status, "Sudah diganti" in shown.body) == (DeliveryStatus.SANDBOX, True)


@pytest.mark.parametrize(("network", "edge"), [("FACEBOOK", "comments"), ("INSTAGRAM", "replies")])
def test_a_comment_is_answered_under_it_and_only_by_its_own_step(send, session, meta, network, edge):
    dewi = make_cs(session)
    ticket = make_comment(session, dewi, network)
    answer_ticket(session, ticket_id=ticket.id, text="Untuk halaman tiket", actor=dewi, now=NOW)
    assert send() == []
    facts = {"ticket_id": ticket.id, "actor": dewi, "now": NOW}
    VERBS["answer_public"](session, text="Halo Pak Agus, teknisi kami datang besok.", **facts)
    [delivery] = send()
    [taken] = meta.received
    assert (taken["kind"], taken["to"]) == (edge, "1_2")
    assert taken["body"] == {"message": "Halo Pak Agus, teknisi kami datang besok."}
    assert delivery.status == DeliveryStatus.SENT


def test_an_answer_to_a_comment_that_is_taken_back_before_it_leaves_stands_in_sight(send, session, meta):
    meta.refuse["1_2"] = (100, None)
    dewi = make_cs(session)
    ticket = make_comment(session, dewi)
    VERBS["answer_public"](session, text="Besok kami datang.", ticket_id=ticket.id, actor=dewi, now=NOW)
    record_posts(session, [SeenPost("FACEBOOK", "1_2", "Agus", "", withdrawn=True)], now=NOW)
    [delivery] = send()
    assert (delivery.status, delivery.error_code) == (DeliveryStatus.PARKED, "meta_100")
    assert "Besok kami datang." in delivery.body


def test_an_answer_goes_under_the_comment_that_it_was_written_for(send, session, meta):
    dewi = make_cs(session)
    ticket = make_comment(session, dewi)
    VERBS["answer_public"](session, text="Besok kami datang.", ticket_id=ticket.id, actor=dewi, now=NOW)
    record_posts(session, [SeenPost("FACEBOOK", "1_3", "Agus", "Dan?", "https://fb.example/2", NOW, "55")], now=NOW)
    later = session.scalars(select(SocialPost).order_by(SocialPost.id.desc())).first()
    later.status, later.ticket_id = SocialStatus.TICKET, ticket.id
    send()
    assert [taken["to"] for taken in meta.received] == ["1_2"]


def test_a_writer_who_took_a_message_back_is_answered_all_the_same(send, session, meta):
    ticket = make_message(session)
    session.scalars(select(SocialPost)).one().is_withdrawn = True
    answer_ticket(session, ticket_id=ticket.id, text="Kami datang besok", actor=make_cs(session), now=NOW)
    [delivery] = send()
    assert (delivery.status, delivery.address) == (DeliveryStatus.SENT, "55")


def test_only_a_ticket_of_a_comment_offers_it(session):
    make_company(session)
    dewi = make_cs(session)
    comment, message = make_comment(session, dewi), make_message(session)
    assert "answer_public" in list_open_steps(session, SUPPORT_FLOW, comment, actor=dewi)
    assert "answer_public" not in list_open_steps(session, SUPPORT_FLOW, message, actor=dewi)
    session.scalars(select(SocialPost).where(~SocialPost.is_message)).one().is_withdrawn = True
    session.flush()
    assert "answer_public" not in list_open_steps(session, SUPPORT_FLOW, comment, actor=dewi)


PRIVATE = [
    "Hubungi 0812-3456-7890",
    "Kirim ke agus@example.com",
    "Teknisi ke Jl. Merdeka No. 12",
    "Invoice INV-2026-000042 sudah lunas",
    "WA +62 812 3456 7890",
]
HARMLESS = ["Biayanya Rp1.250.000", "Jam 08.00-17.00 setiap hari", "Garansi 12 bulan sejak 2026", "Halo Pak Agus"]


@pytest.mark.parametrize("text", sorted(PRIVATE))
def test_a_public_reply_with_personal_data_is_refused(session, text):
    make_company(session)
    dewi = make_cs(session)
    ticket = make_comment(session, dewi)
    with pytest.raises(Invalid):
        VERBS["answer_public"](session, ticket_id=ticket.id, text=text, actor=dewi, now=NOW)


@pytest.mark.parametrize("text", sorted(HARMLESS))
def test_prices_hours_and_names_are_no_personal_data(text):
    assert not holds_personal_data(text)


@pytest.mark.parametrize(("network", "size"), [("FACEBOOK", len), ("INSTAGRAM", lambda text: len(text.encode()))])
def test_long_messages_are_cut_to_what_the_network_takes(network, size):
    for words in ("a" * 5000, "😀" * 2000, "pendek"):
        assert size(shortened(words, network)) <= LONGEST[network]
    assert shortened("pendek", network) == "pendek"
