"""A message that is too long for its channel leaves all the same: cut, whole as HTML, with its link."""

import pytest

from app.jobs.outbox.messages.message import OutgoingMessage
from app.jobs.outbox.words import words_of
from app.models.messaging.outbox import Channel
from app.presenters.messaging.shorten import LONGEST, shorten_html, shorten_text
from tests.standins.chats.telegram_rules import plain

LINK = '<a href="https://sigap.example/x?a=1&amp;b=2">Buka</a>'


@pytest.mark.parametrize("text", ["", "a", "x" * LONGEST, "<b>x</b> &lt; y" * 200])
def test_what_fits_stays_as_it_is(text):
    assert shorten_html(text) == text


@pytest.mark.parametrize(
    "words", ["x" * 5000, "&lt;b&gt; " * 2000, "<b>x</b> " * 3000, "<b>" + "x" * 5000 + "</b>", "😀" * 3000]
)
def test_what_is_too_long_is_cut_with_its_tags_closed_and_its_link_kept(words):
    short = shorten_html(f"<b>Judul</b>\n{words}\n{LINK}")
    read = plain(short)  # raises on a tag that is not closed
    assert len(read.encode("utf-16-le")) // 2 <= LONGEST
    assert len(read.encode("utf-16-le")) // 2 > LONGEST - 20
    assert short.startswith("<b>Judul</b>\n")
    assert short.endswith(f"…\n{LINK}")
    assert "\ufffd" not in read


def test_a_long_last_line_is_no_link_to_be_kept():
    assert len(shorten_text("a" * 5000)) <= LONGEST
    assert shorten_text("a" * 5000 + "\nhttps://sigap.example/x").endswith("…\nhttps://sigap.example/x")


@pytest.mark.parametrize("channel", [Channel.TELEGRAM, Channel.WHATSAPP])
def test_words_of_a_message_fit_its_channel(app, channel):
    template = {Channel.TELEGRAM: "telegram.reply", Channel.WHATSAPP: "contact.note"}[channel]
    message = OutgoingMessage(
        channel=channel, template=template, facts={"text": "kata " * 2000, "contact": None}, extra={"locale": "id"}
    )
    with app.test_request_context():
        assert len(words_of(message)) <= LONGEST
