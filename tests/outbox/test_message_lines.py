"""Line ends of message templates stay where a reader expects them."""

import pytest

from app.jobs.outbox.messages.message import OutgoingMessage
from app.jobs.outbox.words import words_of
from app.models.messaging.outbox import Channel

WORDS = {"a": "satu", "b": "dua"}


def render(app, source, **facts):
    env = app.jinja_env
    extension = next(found for name, found in env.extensions.items() if name.endswith("MessageLines"))
    return env.from_string(extension.preprocess(source, "messages/x/telegram.html")).render(**facts)


@pytest.mark.parametrize(
    ("source", "facts", "text"),
    [
        ("{% if a %}{{ a }}{% endif %}\n{% if b %}{{ b }}{% endif %}\nakhir", WORDS, "satu\ndua\nakhir"),
        ("{% if a %}{{ a }}{% endif %}\n{% if b %}{{ b }}{% endif %}\nakhir", {"b": "dua"}, "dua\nakhir"),
        ("x{% if a %} ({{ a }}){% endif %}\n\ny", WORDS, "x (satu)\n\ny"),
        ("x{% if a %} ({{ a }}){% endif %}\n\ny", {}, "x\n\ny"),
        ("{% if a %}\n{{ a }}\n{% endif %}\nakhir", WORDS, "satu\nakhir"),
        ("{% if a %}\n{{ a }}\n{% endif %}\nakhir", {}, "akhir"),
        ("{% if a %}{{ a }}{% else %}-{% endif %}\nakhir", {}, "-\nakhir"),
    ],
)
def test_a_line_keeps_its_end(app, source, facts, text):
    assert render(app, source, **facts) == text


@pytest.mark.parametrize("kind", ["account.changed", "feedback.followed_up"])
def test_no_message_has_a_gap_of_several_lines(app, kind):
    told = {
        "what": "",
        "rate_url": "https://sigap.example/rate",
        "feedback": {"number": "FB-1", "subject": "AC", "answer": ""},
    }
    message = OutgoingMessage(channel=Channel.EMAIL, template=kind, facts=told, extra={"locale": "id"})
    with app.test_request_context():
        words = words_of(message, "https://sigap.example/x")
    assert "\n\n" in words
    assert "\n\n\n" not in words
