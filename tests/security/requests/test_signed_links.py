"""A signed link is good for its own purpose, its own record and its own time, and for nothing else."""

from datetime import timedelta

import pytest
import time_machine

from app.core.crypto.derived_secrets import MARK, derived_token
from app.http.files.sent_files import PATH, read_signed, signed_file_url
from app.http.pages.links.call_link import call_link, read_call_token, read_test_call_token
from app.http.pages.links.call_link import test_call_link as link_of_test
from app.http.pages.links.nps_link import nps_link, nps_stop_path, read_nps, read_nps_stop
from app.http.pages.links.on_call_feed import feed_path, read_feed_token
from app.http.pages.links.rating_link import rating_token, read_rating_token
from app.http.pages.links.report_link import read_report, read_report_stop, report_link, report_stop_path
from app.http.pages.links.subscriber_link import (
    chat_code,
    confirm_link,
    manage_path,
    read_chat_code,
    read_confirm,
    read_manage,
)
from app.http.pages.links.ticket_address_link import address_link, read_address
from app.http.pages.links.unsubscribe import read_old_stop, read_stop, stop_path
from app.http.security.secret_keys import derivation_key
from app.models.messaging.notification import Topic
from tests.factories import NOW

READERS = {
    "address": read_address,
    "call": read_call_token,
    "chat": lambda token, _now: read_chat_code(token),
    "confirm": read_confirm,
    "file": lambda token, _now: read_signed(token),
    "feed": lambda token, _now: read_feed_token(token),
    "manage": lambda token, _now: read_manage(token),
    "nps": read_nps,
    "nps stop": lambda token, _now: read_nps_stop(token),
    "old stop": lambda token, _now: read_old_stop(token),
    "test call": read_test_call_token,
    "rating": lambda token, _now: read_rating_token(token),
    "report": read_report,
    "report stop": lambda token, _now: read_report_stop(token),
    "stop": lambda token, _now: read_stop(token),
}
# An old mail may be the one somebody has had enough of; the age of a chat's code is its row's.
FOR_EVER = {"chat", "feed", "manage", "nps stop", "report stop", "stop"}


def unsealed(link):
    """The end of the path as it stands in the message that left."""
    path, sealed = link
    return path.rpartition("/")[2].replace(MARK, derived_token(derivation_key(), sealed["nonce"]))


def links(number):
    return {
        "address": unsealed(address_link(number, "a@contoh.id", NOW)),
        "call": unsealed(call_link(number, number, number, NOW)),
        "chat": chat_code(number),
        "confirm": unsealed(confirm_link(number, NOW)),
        "file": signed_file_url(number).partition(f"{PATH}/")[2],
        "feed": feed_path(number, number).rpartition("/")[2].removesuffix(".ics"),
        "test call": unsealed(link_of_test(number, number, number, NOW)),
        "manage": manage_path(number).rpartition("/")[2],
        "nps": unsealed(nps_link(number, NOW)),
        "nps stop": nps_stop_path(number).rpartition("/")[2],
        "rating": rating_token(number),
        "report": unsealed(report_link(number, "a@contoh.id", NOW)),
        "report stop": report_stop_path(number).rpartition("/")[2],
        "stop": stop_path(number, Topic.FEEDBACK).rpartition("/")[2],
    }


def known_number(found):
    return found[0] if isinstance(found, tuple) else found


@pytest.fixture(autouse=True)
def keys(app, session):
    with app.app_context():
        yield


@pytest.mark.parametrize("kind", sorted(READERS))
def test_a_link_opens_what_it_was_made_for_and_no_other_purpose(kind):
    for made, token in links(7).items():
        assert known_number(READERS[kind](token, NOW)) == (7 if made == kind else None), made


@pytest.mark.parametrize("kind", sorted(set(READERS) - {"old stop"}))
def test_whoever_changes_a_link_opens_nothing(kind):
    mine, other = links(7)[kind], links(8)[kind]
    half = len(mine) // 2
    changed = [mine[:-4], mine[:half] + other[half:], other[:half] + mine[half:], mine + "x" * 40, "", ".", "é" * 22,
               mine[:-1] + ("A" if mine[-1] != "A" else "Q") + "AAAA", mine.swapcase(), "\x00" + mine]  # fmt: skip
    for token in changed:
        if token not in {mine, other}:
            assert READERS[kind](token, NOW) is None, ascii(token)


@pytest.mark.parametrize("kind", sorted(set(READERS) - {"old stop"}))
def test_a_link_ends_with_its_time(kind):
    token, later = links(7)[kind], NOW + timedelta(days=91)
    with time_machine.travel(later, tick=False):
        assert (READERS[kind](token, later) is not None) == (kind in FOR_EVER)
