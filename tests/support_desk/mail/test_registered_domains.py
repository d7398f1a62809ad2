"""Mails are counted by the domain that somebody has registered: subdomains of it are one sender."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.models.messaging.outbox import OutboxMessage
from app.models.support.mail.mail import MailState, SupportMail
from app.policies.mail_domain import registered_domain
from tests.factories import make_company
from tests.support.clock import NOW
from workflows.support import ReceivedMail, receive_mail
from workflows.support.events import MailStorm


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("a@firma.com", "firma.com"),
        ("a@x.firma.com", "firma.com"),
        ("a@x.y.z.firma.com", "firma.com"),
        ("a@toko.id", "toko.id"),
        ("a@surat.toko.id", "toko.id"),
        ("a@toko.co.id", "toko.co.id"),
        ("a@surat.toko.co.id", "toko.co.id"),
        ("a@ui.ac.id", "ui.ac.id"),
        ("a@mail.cs.ui.ac.id", "ui.ac.id"),
        ("a@pajak.go.id", "pajak.go.id"),
        ("a@x.yayasan.or.id", "yayasan.or.id"),
        ("a@x.warung.web.id", "warung.web.id"),
        ("a@x.sman1.sch.id", "sman1.sch.id"),
        ("a@x.budi.my.id", "budi.my.id"),
        ("a@x.umkm.biz.id", "umkm.biz.id"),
        ("a@x.mekarsari.desa.id", "mekarsari.desa.id"),
        ("a@x.net.net.id", "net.net.id"),
        ("a@co.id", "co.id"),
        ("a@x.com.com", "com.com"),  # a generic top level has no such names below it
        ("a@x.firma.co.uk", "firma.co.uk"),
        ("a@x.firma.com.sg", "firma.com.sg"),
        ("a@x.firma.com.au", "firma.com.au"),
        ("a@x.web.de", "web.de"),  # `web` is a registry's name of .id alone
        ("a@A.Firma.COM", "firma.com"),
        ("a@x.firma.com.", "firma.com"),
        ("a@x@y.firma.com", "firma.com"),
        ("a@localhost", "localhost"),
        ("a@192.168.10.7", "192.168.10.7"),
        ("a@[ipv6:2001:db8::1]", "[ipv6:2001:db8::1]"),
        ("a@x.xn--bcher-kva.de", "xn--bcher-kva.de"),
        ("x.firma.com", "firma.com"),
        ("a@", ""),
        ("", ""),
    ],
)
def test_the_registered_part_of_an_address(address, domain):
    assert registered_domain(address) == domain


def bring(session, senders, *, now=NOW):
    before = session.scalar(select(func.coalesce(func.max(SupportMail.event_id), 0)))
    for number, sender in enumerate(senders, before + 1):
        receive_mail(
            session,
            ReceivedMail(event_id=number, mail_class="PERSON", sender=sender, subject="Halo", text="Tolong"),
            now=now,
        )


def held(session):
    return session.scalar(select(func.count()).where(SupportMail.state == MailState.HELD))


def spread(subdomains, count):
    return [f"orang{n}@s{n % subdomains}.kirim.co.id" for n in range(count)]


@pytest.mark.parametrize(("count", "of_them_held"), [(29, 0), (30, 0), (31, 1), (120, 90)])
def test_four_subdomains_count_as_one_domain(session, count, of_them_held):
    make_company(session)
    bring(session, spread(4, count))
    assert held(session) == of_them_held
    alarms = select(func.count()).where(OutboxMessage.kind == MailStorm.kind)
    assert session.scalar(alarms) == min(1, of_them_held)


def test_companies_below_the_same_registry_name_do_not_count_together(session):
    make_company(session)
    bring(session, [f"orang@firma{n}.co.id" for n in range(35)])
    assert held(session) == 0


def test_after_an_hour_the_domain_may_write_again(session):
    make_company(session)
    bring(session, spread(4, 31))
    bring(session, ["orang@s9.kirim.co.id"], now=NOW + timedelta(hours=1))
    assert held(session) == 1
