"""Feeds and timelines that keep a parser busy are given up in a process of their own."""

import json
import time
from dataclasses import replace

import pytest

from app.http.files.reading import posts

ITEM = b"<item><guid>1</guid><title>AC</title><description><![CDATA[%b]]></description></item>"
RSS = b'<rss version="2.0"><channel><title>x</title>%b</channel></rss>'


def test_a_feed_of_one_mark_is_no_feed(monkeypatch):
    monkeypatch.setattr(posts, "LIMITS", replace(posts.LIMITS, seconds=1))
    began = time.process_time()
    with pytest.raises(ValueError, match="within the limits"):
        posts.read_posts("feed", RSS % (ITEM % (b"<!--" * 400_000)))
    assert time.process_time() - began < 1


@pytest.mark.parametrize("body", [RSS % (ITEM % (b"<![" * 1000)), b"[" * 100_000, b"", b"\xff"], ids=range(4))
@pytest.mark.parametrize("kind", ["feed", "timeline"])
def test_whatever_is_sent_is_read_or_refused(kind, body):
    try:
        found, newest = posts.read_posts(kind, body)
    except ValueError:
        return
    assert (len(found), newest) == (1, "")


def test_posts_come_back_whole():
    [post], _ = posts.read_posts("feed", RSS % (ITEM % b"<p>Bocor</p>"))
    assert (post.external_id, post.text, post.posted_at) == ("1", "AC\nBocor", None)
    told = {"id": "7", "uri": "https://a.id/7", "content": "<p>Halo</p>", "created_at": "2026-11-20T03:00:00Z"}
    [post], newest = posts.read_posts("timeline", json.dumps([told]).encode())
    assert (post.text, post.posted_at.isoformat(), newest) == ("Halo", "2026-11-20T03:00:00+00:00", "7")
