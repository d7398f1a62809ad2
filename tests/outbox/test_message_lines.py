"""Line ends of message templates stay where a reader expects them."""

import pytest

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
