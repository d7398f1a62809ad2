"""What Mastodon, feeds and Meta tell, read into posts; nothing that anybody may write raises anything unforeseen."""

import json

import pytest

from integrations.social.feed import read_feed
from integrations.social.mastodon import read_timeline, timeline_address
from integrations.social.meta import parse_meta

STATUS = {
    "id": "115",
    "created_at": "2026-11-30T01:00:00.000Z",
    "uri": "https://mastodon.social/users/mira/statuses/115",
    "url": "https://mastodon.social/@mira/115",
    "content": "<p>AC saya bocor &amp; teknisinya <br>belum datang</p><script>x</script>",
    "reblog": None,
    "account": {"acct": "mira@mastodon.social", "display_name": "Mira"},
    "media_attachments": [{"description": "air menetes"}],
}


def test_a_timeline_is_read_oldest_first_without_boosts_and_html() -> None:
    told = [
        {**STATUS, "id": "117", "uri": "https://x/117", "reblog": STATUS},
        {**STATUS, "id": "116", "uri": "https://x/116"},
        STATUS,
    ]
    posts, newest = read_timeline(json.dumps(told).encode())
    assert newest == "117"
    assert [post.external_id for post in posts] == [STATUS["uri"], "https://x/116"]
    assert posts[0].text == "AC saya bocor & teknisinya\nbelum datang\n[air menetes]"
    assert (posts[0].author, posts[0].author_id, posts[0].url) == ("Mira", "mira@mastodon.social", STATUS["url"])
    assert posts[0].posted_at.isoformat() == "2026-11-30T01:00:00+00:00"


@pytest.mark.parametrize(
    ("address", "last_id", "wanted"),
    [
        ("https://m.id/tags/servisac", "", "https://m.id/api/v1/timelines/tag/servisac?limit=40"),
        ("https://m.id/tags/ac/", "115", "https://m.id/api/v1/timelines/tag/ac?limit=40&since_id=115"),
        ("https://m.id/tags/ac", "1&x=2", "https://m.id/api/v1/timelines/tag/ac?limit=40"),
        ("https://m.id/tags/a?b", "", "https://m.id/api/v1/timelines/tag/a%3Fb?limit=40"),
    ],
)
def test_a_timeline_is_asked_after_the_newest_post_known(address, last_id, wanted) -> None:
    assert timeline_address(address, last_id) == wanted


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"error": "no"}', b"[" * 100_000, b"3"])
def test_what_is_no_timeline_is_said_so(body) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  whatever it says
        read_timeline(body)


@pytest.mark.parametrize(
    "one", [None, 3, {}, {"id": "x"}, {**STATUS, "id": 7}, {**STATUS, "content": None}, {**STATUS, "uri": 1, "url": []}]
)
def test_a_post_that_cannot_be_read_is_left_out(one) -> None:
    posts, _ = read_timeline(json.dumps([one, STATUS]).encode())
    assert [post.external_id for post in posts] == [STATUS["uri"]]


RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Media Konsumen</title>
<item><title>Servis &lt;b&gt;mahal&lt;/b&gt;</title><link>https://mk.id/2</link><guid>2</guid>
<description>&lt;p&gt;Dua kali bayar&lt;/p&gt;</description><pubDate>Mon, 30 Nov 2026 08:00:00 +0700</pubDate></item>
<item><title>Lama</title><link>javascript:alert(1)</link></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><id>tag:a,1</id><title>Halo</title>
<author><name>Agus</name></author><link href="https://a.id/1"/><updated>2026-11-30T01:00:00Z</updated>
<content type="html">&lt;p&gt;isi&lt;/p&gt;</content></entry></feed>"""


def test_feeds_of_both_kinds_are_read() -> None:
    older, newer = read_feed(RSS)
    assert (newer.external_id, newer.text, newer.url) == ("2", "Servis mahal\nDua kali bayar", "https://mk.id/2")
    assert newer.posted_at.isoformat() == "2026-11-30T01:00:00+00:00"
    assert (older.text, older.url) == ("Lama", "")
    [entry] = read_feed(ATOM)
    assert (entry.external_id, entry.author, entry.text) == ("tag:a,1", "Agus", "Halo\nisi")


@pytest.mark.parametrize("body", [b"", b"/etc/passwd", b"hello", b'{"a": 1}', b"\x00\xff" * 10])
def test_what_is_no_feed_is_said_so(body) -> None:
    with pytest.raises(ValueError, match="no feed"):
        read_feed(body)


def test_entities_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (97 + n, b"&%c;" % (96 + n) * 10) for n in range(1, 9)
    )
    posts = read_feed(bomb + b"]><rss version='2.0'><channel><item><title>x &i;</title></item></channel></rss>")
    assert [post.text for post in posts] == ["x &i;"]


def page(value, field="feed", kind="page"):
    return {"object": kind, "entry": [{"id": "77", "time": 1795219529, "changes": [{"field": field, "value": value}]}]}


COMMENT = {
    "item": "comment",
    "verb": "add",
    "post_id": "77_1",
    "comment_id": "1_2",
    "from": {"id": "55", "name": "Agus"},
    "message": "Kok teknisinya belum datang?",
    "created_time": 1795219500,
    "permalink_url": "https://www.facebook.com/77/posts/1?comment_id=2",
}
MESSAGE = {
    "sender": {"id": "55"},
    "recipient": {"id": "77"},
    "timestamp": 1795219500123,
    "message": {"mid": "m.1", "text": "halo"},
}
INSTAGRAM = {"id": "9", "text": "AC bocor", "from": {"id": "4", "username": "mira"}, "media": {"id": "8"}}


def test_comments_messages_and_mentions_of_the_page_are_read() -> None:
    [(_, comment, _)] = parse_meta(page(COMMENT))
    assert (comment.external_id, comment.author, comment.text) == ("1_2", "Agus", COMMENT["message"])
    [(_, gone, _)] = parse_meta(page({**COMMENT, "verb": "remove", "message": ""}))
    assert gone.withdrawn
    [(_, back, _)] = parse_meta(page({**COMMENT, "verb": "unhide", "message": ""}))
    assert (back.withdrawn, back.shown_again) == (False, True)
    unsent = {**MESSAGE, "message": {"mid": "m.1", "is_deleted": True}}
    [(_, gone, _)] = parse_meta({"object": "instagram", "entry": [{"id": "77", "messaging": [unsent]}]})
    assert (gone.external_id, gone.withdrawn, gone.is_message) == ("m.1", True, True)
    [(_, message, _)] = parse_meta({"object": "page", "entry": [{"id": "77", "messaging": [MESSAGE]}]})
    assert (message.external_id, message.is_message, message.author_id) == ("m.1", True, "55")
    [(_, seen, _)] = parse_meta(page(INSTAGRAM, "comments", "instagram"))
    assert (seen.network, seen.author, seen.text) == ("INSTAGRAM", "mira", "AC bocor")
    [(_, mention, _)] = parse_meta(page({"media_id": "8", "comment_id": "9"}, "mentions", "instagram"))
    assert mention.external_id == "9"
    [(_, flat, _)] = parse_meta(
        {"object": "instagram", "entry": [{"id": "7", "field": "comments", "value": INSTAGRAM}]}
    )
    assert flat.text == "AC bocor"


@pytest.mark.parametrize(
    "told",
    [
        page({**COMMENT, "from": {"id": "77"}}),  # ours
        page({**COMMENT, "item": "reaction"}),
        page({**COMMENT, "message": ""}),
        page(COMMENT, kind="whatsapp_business_account"),
        page(None),
        page(COMMENT, "leadgen"),
        {"object": "page", "entry": [{"id": "77", "messaging": [{**MESSAGE, "sender": {"id": "77"}}]}]},
        {
            "object": "page",
            "entry": [{"id": "77", "messaging": [{**MESSAGE, "message": {"mid": "1", "text": "x", "is_echo": True}}]}],
        },
        {"object": "page", "entry": [{"id": "77", "messaging": [None]}]},
    ],
)
def test_what_is_ours_or_says_nothing_is_kept_without_effect(told) -> None:
    assert [post for _, post, _ in parse_meta(told)] == [None]


@pytest.mark.parametrize("told", [None, [], "x", {}, {"object": 1, "entry": {}}, {"entry": [None, 3]}])
def test_any_other_shape_is_no_event(told) -> None:
    assert parse_meta(told) == []


def test_a_comment_that_is_hidden_a_second_time_is_another_event() -> None:
    hidden = page({**COMMENT, "verb": "hide"})
    later = {**hidden, "entry": [{**hidden["entry"][0], "time": 1795219999}]}
    assert parse_meta(hidden)[0][0] != parse_meta(later)[0][0]


def test_the_same_event_sent_again_has_the_same_key() -> None:
    again = {**page(COMMENT), "entry": [{**page(COMMENT)["entry"][0], "time": 1795219999}]}
    assert parse_meta(page(COMMENT))[0][0] == parse_meta(again)[0][0]
    [(key, post, envelope)] = parse_meta(page(COMMENT))
    assert parse_meta(envelope) == [(key, post, envelope)]
