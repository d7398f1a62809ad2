"""Mail as plain values, whatever its sender's program made of it; nothing raises and everything can be stored."""

import random

import pytest

from integrations.support_mail.html_text import split_html
from integrations.support_mail.incoming import key_and_line, read_mail

HEAD = b"From: Bu Ratna <ratna@hotel.id>\r\nMessage-ID: <a@hotel.id>\r\n"


def read(raw):
    return read_mail(raw, own_host="sigap.id", keys=[b"k"])


def storable(mail):
    said = [mail.sender, mail.sender_name, mail.subject, mail.body.shown, mail.body.hidden, mail.internet_id]
    said += [*mail.references, *mail.left_out, *(one.name for one in mail.files), mail.failed_id]
    said += [f"{one.status} {one.reason}" for one in mail.failures]
    return all("\x00" not in text and text.encode() is not None for text in said)


SUBJECTS = [
    (b"=?utf-8?q?AC_r=C3=BCsak?=", "AC rüsak"),
    ("AC rüsak".encode(), "AC rüsak"),
    ("AC rüsak".encode("latin-1"), "AC rüsak"),
    (b"AC\x00 rusak", "AC rusak"),
    (b"", ""),
]


@pytest.mark.parametrize(("raw", "subject"), SUBJECTS)
def test_a_subject_is_read_whether_or_not_it_names_its_charset(raw, subject):
    assert read(HEAD + b"Subject: " + raw + b"\r\n\r\nHalo").subject == subject


SENDERS = [
    (b"ratna@hotel.id", "ratna@hotel.id"),
    (b"Ratna, Hotel <Ratna@Hotel.ID>", "ratna@hotel.id"),
    (b"a@b.id, c@d.id", "a@b.id"),
    (b"x <>", ""),
    (b"", ""),
]


@pytest.mark.parametrize(("given", "sender"), SENDERS)
def test_the_first_valid_sender_counts(given, sender):
    assert read(b"From: " + given + b"\r\n\r\nHalo").sender == sender


def test_the_nearest_mail_it_answers_comes_first():
    raw = HEAD + b"In-Reply-To: <3@x>\r\nReferences: <1@x> <2@x>\r\n <3@x>\r\n\r\nHalo"
    assert read(raw).references == ("<3@x>", "<2@x>", "<1@x>")


HTML = [
    ("<p>Halo &amp; salam</p><div class='gmail_quote'>Lama<br>sekali</div>", "Halo & salam", "Lama\nsekali"),
    ("<div>Satu<br>Dua</div><div id=divRplyFwdMsg>Dari: a</div><p>lama</p>", "Satu\nDua", "Dari: a\n\nlama"),
    ("<blockquote type=cite>Hanya kutipan</blockquote>", "Hanya kutipan", ""),
    ("<p>Servis <b>AC</b> saya<i> mahal</i>&nbsp;<a href='#'>sekali</a>\n</p>", "Servis AC saya mahal sekali", ""),
    ("<style>p{}</style><script>x()</script>Isi", "Isi", ""),
    ("<div class='gmail_quote'>lama</div><p>Di bawah", "Di bawah", "lama"),
    ("<p>Ya</p><div class='moz-cite-prefix'>Dewi menulis:</div>", "Ya", "Dewi menulis:"),
    ("<p>Ya</p><div class='yahoo_quoted'>Lama</div>", "Ya", "Lama"),
    ("<p>Ya</p><div id='appendonsend'></div><p>Lama</p>", "Ya", "Lama"),
    ("<p>Ya</p><div id='x_divRplyFwdMsg'>Dari: a</div>", "Ya", "Dari: a"),
]


@pytest.mark.parametrize(("html", "shown", "hidden"), HTML)
def test_html_is_read_as_text_with_its_quotations_apart(html, shown, hidden):
    found = split_html(html)
    assert (found.shown, found.hidden) == (shown, hidden)


def test_an_empty_text_beside_a_full_html_is_no_blank_mail():
    parts = b"--b\r\nContent-Type: text/plain\r\n\r\n \r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Isi</p>\r\n--b--"
    raw = HEAD + b"Content-Type: multipart/alternative; boundary=b\r\n\r\n" + parts
    assert read(raw).body.shown == "Isi"


@pytest.mark.parametrize(
    ("size", "headers", "kept"),
    [
        (10 * 1024 - 1, "Content-ID: <logo>", False),
        (10 * 1024, "Content-ID: <logo>\r\nContent-Disposition: inline; filename=logo.png", False),
        (10 * 1024 + 1, "Content-ID: <logo>\r\nContent-Disposition: inline; filename=logo.png", True),
        (512, "Content-ID: <logo>\r\nContent-Disposition: attachment; filename=bocor.png", True),
        (512, "Content-Disposition: inline; filename=bocor.png", True),
    ],
)
def test_a_small_picture_of_a_signature_is_no_attachment(size, headers, kept):
    body = f"--x\r\nContent-Type: text/plain\r\n\r\nHalo\r\n--x\r\nContent-Type: image/png\r\n{headers}\r\n\r\n"
    raw = HEAD + b'Content-Type: multipart/related; boundary="x"\r\n\r\n' + body.encode() + b"\x89" * size
    assert bool(read(raw + b"\r\n--x--").files) is kept


def test_more_than_twenty_files_are_named():
    part = b'--b\r\nContent-Type: application/x\r\nContent-Disposition: attachment; filename="../%d"\r\n\r\nx\r\n'
    raw = HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"".join(part % n for n in range(22)) + b"--b--"
    found = read(raw)
    assert (len(found.files), found.left_out, found.files[0].name) == (20, ("20", "21"), "0")


def test_the_same_mail_to_another_address_is_another_mail():
    raw = HEAD + b"Subject: x\r\n\r\nHalo"
    assert key_and_line(raw, "A@x.id")[0] == key_and_line(raw + b"!", "a@x.id")[0] != key_and_line(raw, "b@x.id")[0]
    assert key_and_line(b"a", "a@x.id")[0] != key_and_line(b"b", "a@x.id")[0]


PIECES = [
    b"From: =?x?q?=FF?= <a@b.id>\r\n", b"Subject: \xff\xfe\x00\r\n", b"Message-ID: <\xff\x00a@b>\r\n",
    b"References: <\x00@x> <\xe9@x>\r\n", b"Content-Type: multipart/mixed; boundary=b\r\n", b"\r\n", b"--b\r\n",
    b"Content-Type: text/plain; charset=x-unknown\r\n", b"Content-Type: text/html; charset=utf-16\r\n",
    b"Content-Transfer-Encoding: base64\r\n", b"Content-Type: message/rfc822\r\n", b"--b--\r\n", b"<p>\x00<b\xff",
    b"Content-Disposition: attachment; filename*=utf-8''%FF%00.pdf\r\n", b"Date: kemarin\r\n", b"\x00\x01\x80\xff",
    b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n", b"To: a@b, <>, x <\xff@y>\r\n",
    b"Content-Type: message/delivery-status\r\n", b"Content-Type: message/partial\r\n", b"Status: \xff\x00\r\n",
    b"Action: failed\r\n", b"Final-Recipient: ;\r\n", b"Content-Type: text/rfc822-headers\r\n", b"=?utf-8?b?!!?=",
]  # fmt: skip


def test_mails_of_random_pieces_can_always_be_stored():
    chance = random.Random(14)
    for _ in range(1500):
        raw = b"".join(chance.choices(PIECES, k=chance.randint(1, 25)))
        key, line = key_and_line(raw, "a@x.id")
        found = read(raw)
        assert found is None or storable(found), raw
        assert "\x00" not in line, raw
        assert line.encode(), raw
        assert key
