"""The HTML of a mail as staff are shown it."""

from email.message import EmailMessage

import pytest

from integrations.support_mail.shown_html import show_html
from tests.documents.pictures import photo


def mail(html, *pictures):
    found = EmailMessage()
    found["From"] = "Bu Ratna <ratna@hotel.id>"
    found.set_content("Teks")
    found.add_alternative(html, subtype="html")
    for cid, content, kind in pictures:
        found.get_payload()[1].add_related(content, "image", kind, cid=f"<{cid}>")
    return found.as_bytes()


def shown(html, *pictures, remote=False):
    return show_html(mail(html, *pictures), remote_pictures=remote)


@pytest.mark.parametrize(
    ("html", "never"),
    [
        pytest.param('<a href="javascript:alert(1)">x</a>', "javascript", id="address-that-runs"),
        pytest.param("<form action=/x><input name=p></form>", "<input", id="form"),
        pytest.param("<iframe src=https://x.id></iframe>", "iframe", id="frame"),
        pytest.param("<p onclick=alert(1)>x</p>", "onclick", id="handler"),
        pytest.param("<script>alert(1)</script>", "alert", id="script"),
        pytest.param("<style>p{background:url(https://x.id)}</style>", "x.id", id="style"),
        pytest.param('<p style="background:url(https://x.id)">x</p>', "x.id", id="style-attribute"),
        pytest.param("<svg><image href=https://x.id/a></svg>", "x.id", id="svg"),
    ],
)
def test_what_could_do_harm_is_left_out(html, never):
    assert never not in shown(f"<p>Halo</p>{html}", remote=True).html


def test_pictures_of_others_wait_until_they_are_asked_for():
    html = '<img src="https://lacak.id/a.png"><img src="http://lacak.id/b.png">'
    waiting = shown(html)
    assert waiting.left_out == 2
    assert "lacak.id" not in waiting.html
    asked = shown(html, remote=True)
    assert asked.left_out == 1  # never without encryption
    assert "https://lacak.id/a.png" in asked.html


def test_the_mails_own_picture_stands_where_it_belongs():
    found = shown('<p>Ini:</p><img src="cid:Foto@hotel">', ("Foto@hotel", photo((8, 8)), "jpeg"))
    assert 'src="data:image/jpeg;base64,' in found.html
    assert found.left_out == 0


def test_a_drawing_that_can_hold_a_script_is_not_shown():
    assert "data:" not in shown('<img src="cid:a@b">', ("a@b", b"<svg/>", "svg+xml")).html


def test_a_mail_of_text_alone_has_no_html():
    plain = EmailMessage()
    plain.set_content("Teks")
    assert show_html(plain.as_bytes(), remote_pictures=False) is None
    assert show_html(b"\xff\x00" * 50, remote_pictures=False) is None
