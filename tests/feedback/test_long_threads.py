"""A conversation of hundreds of replies is read a page at a time, by staff and by its sender."""

import re

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.models.feedback.bug import BugEntry, BugEntryKind
from app.models.feedback.feedback import EntryKind, FeedbackEntry
from tests.bugs.reports import make_bug
from tests.factories import NOW, make_cs
from tests.feedback.desk.desk_cast import make_feedback, make_member
from tests.support.people import sign_in
from workflows.threads import PAGE

REPLIES = 500


@pytest.fixture
def threads(session: Session):
    """A feedback and a bug report with so many answers, numbered, and as many notes."""
    dewi, sinta = make_cs(session), make_member(session)
    item, bug = make_feedback(session, sinta), make_bug(session, sinta)
    facts = {"author_id": dewi.id, "created_at": NOW}
    for number in range(1, REPLIES + 1):
        text = f"Jawaban-{number:03d}."
        html = {"body_html": f"<p>{text}</p>", "body_text": text}
        session.add_all(FeedbackEntry(feedback_id=item.id, kind=kind, **html, **facts) for kind in ("ANSWER", "NOTE"))
        session.add_all(BugEntry(bug_id=bug.id, kind=kind, text=text, **facts) for kind in ("ANSWER", "NOTE"))
    session.flush()
    session.expire_all()
    assert (EntryKind.NOTE, BugEntryKind.NOTE) == ("NOTE", "NOTE")
    return dewi, sinta, item, bug


def pages(client, address: str, name: str) -> list[list[str]]:
    """The numbers of the replies on each page, following the link to older ones."""
    found = []
    while address:
        page = client.get(address).text
        found.append(re.findall(r"Jawaban-(\d+)\.", page))
        older = re.search(rf'href="([^"]*[?&;]{name}=\d+[^"]*)"', page)
        address = older[1].replace("&amp;", "&") if older else ""
        assert len(found) <= REPLIES
    return found


@pytest.mark.parametrize("which", ["feedback", "bug"])
def test_a_sender_walks_through_all_answers_page_by_page(client, threads, which):
    _dewi, sinta, item, bug = threads
    sign_in(client, sinta)
    address = f"/feedback/{item.number}" if which == "feedback" else f"/bugs/{bug.number}"
    found = pages(client, address, "before")
    assert [len(page) for page in found] == [PAGE] * (REPLIES // PAGE)
    assert found[0][-1] == f"{REPLIES:03d}"
    assert [number for page in reversed(found) for number in page] == [f"{n:03d}" for n in range(1, REPLIES + 1)]


@pytest.mark.parametrize(("which", "name"), [("feedback", "before"), ("feedback", "notes_before"), ("bugs", "before")])
def test_staff_walk_through_answers_and_notes(client, threads, which, name):
    dewi, _sinta, item, bug = threads
    sign_in(client, dewi)
    record = item if which == "feedback" else bug
    found = pages(client, f"/admin/{which}/details/?id={record.id}", name)
    assert len(found) == REPLIES // PAGE
    assert all(len(page) == 2 * PAGE for page in found)


def test_a_page_reads_no_more_rows_the_longer_the_thread(client, session, threads):
    dewi, _sinta, item, _bug = threads
    sign_in(client, dewi)
    loaded: list[FeedbackEntry] = []

    def count(entry: FeedbackEntry, _context: object) -> None:
        loaded.append(entry)

    event.listen(FeedbackEntry, "load", count)
    address = f"/admin/feedback/details/?id={item.id}"
    session.expunge_all()
    client.get(address)
    event.remove(FeedbackEntry, "load", count)
    assert 0 < len(loaded) <= 2 * (PAGE + 1)
