"""The view `suggestions_feedback` says what the tables say, under the column names of the specification."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.http.files.storage import keep
from app.models.feedback.feedback import FeedbackAttachment, FeedbackCategory, FeedbackKind
from tests.documents.pictures import photo
from tests.factories import NOW, make_admin, make_cs
from tests.feedback.desk.desk_cast import make_feedback, make_member
from workflows.documents import store_file
from workflows.feedback import answer_feedback, delete_feedback, follow_up_feedback, note_feedback, points_of

COLUMNS = [
    "type",
    "category",
    "subject",
    "description",
    "attachments",
    "userId",
    "status",
    "adminNotes",
    "expAwarded",
]


def rows(session: Session) -> list[dict]:
    return [dict(row) for row in session.execute(text("SELECT * FROM suggestions_feedback")).mappings()]


def test_it_has_exactly_these_columns(session):
    assert list(session.execute(text("SELECT * FROM suggestions_feedback")).keys()) == COLUMNS


def test_each_row_is_what_the_tables_hold(app, session):
    dewi, sinta = make_cs(session), make_member(session)
    category = FeedbackCategory(name="Fitur baru")
    session.add(category)
    session.flush()
    item = make_feedback(session, sinta, category_id=category.id)
    with app.app_context():
        stored = store_file(session, keep(photo(), "image/jpeg", "x.jpg"), actor=sinta)
    attached = FeedbackAttachment(feedback_id=item.id, file_id=stored.id)
    session.add(attached)
    note_feedback(session, feedback_id=item.id, actor=dewi, text="Sering diminta", now=NOW)
    note_feedback(session, feedback_id=item.id, actor=dewi, text="Masuk rencana", now=NOW)
    answer_feedback(session, feedback_id=item.id, actor=dewi, answer="Terima kasih", now=NOW)
    follow_up_feedback(session, feedback_id=item.id, actor=dewi, exp=15, now=NOW)
    assert rows(session) == [
        {
            "type": "SUGGESTION",
            "category": "Fitur baru",
            "subject": item.subject,
            "description": item.body_text,
            "attachments": [f"/admin/feedback/attachment/{attached.id}"],
            "userId": sinta.id,
            "status": "FOLLOWED_UP",
            "adminNotes": "Sering diminta\n\nMasuk rencana",
            "expAwarded": points_of(session, item.id),
        }
    ]
    assert rows(session)[0]["expAwarded"] == 15


def test_an_anonymous_item_names_nobody_and_empty_parts_are_empty(session):
    make_feedback(session, kind=FeedbackKind.CRITICISM)
    (row,) = rows(session)
    assert (row["type"], row["userId"], row["category"]) == ("CRITICISM", None, None)
    assert (row["attachments"], row["adminNotes"], row["expAwarded"]) == ([], "", 0)


def test_a_deleted_item_is_gone(session):
    item = make_feedback(session, make_member(session))
    delete_feedback(session, feedback_id=item.id, actor=make_admin(session), reason="Iklan", now=NOW)
    assert rows(session) == []
