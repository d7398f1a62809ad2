"""No edit form without the version it was drawn from: else the later of two saves undoes the earlier one."""

from flask import Flask
from wtforms.fields.core import UnboundField

from admin_views.framework.model_view import AdminModelView
from app.http.forms.edit_version import VersionField

MEND = "let it inherit AdminModelView and open `edit`; the version comes with it (app/http/forms/edit_version.py)"


def test_every_edit_form_of_the_panel_carries_its_version(app: Flask) -> None:
    editing = [
        view
        for view in app.extensions["admin"][0]._views
        if hasattr(view, "edit_form") and "edit" in getattr(view, "opens", ())
    ]
    assert len(editing) >= 6
    for view in editing:
        assert isinstance(view, AdminModelView), f"{view.endpoint}: {MEND}"
        version = getattr(view._edit_form_class, "version", None)
        assert isinstance(version, UnboundField), f"{view.endpoint}: {MEND}"
        assert version.field_class is VersionField, f"{view.endpoint}: {MEND}"


def test_every_screen_writes_through_the_comparison(app: Flask) -> None:
    for view in app.extensions["admin"][0]._views:
        if isinstance(view, AdminModelView) and "edit" in view.opens:
            assert type(view).update_model is AdminModelView.update_model, (
                f"{view.endpoint}: override edit_record instead"
            )


SUGGESTED = {  # forms filled from elsewhere than the record
    "bug.fix": "the running version",
    "feedback_desk.follow_up": "the usual EXP",
    "feedback_desk.merge": "the number in the address",
    "help_gaps.connect": "the words that were searched",
    "payment.verify": "a proof keeps its amount until it is decided",
    "support.run_macro": "the macro's words",
    "support.schedule_answer": "one's own draft",
    "visit.keep_technician": "the technician in the address",
    "visit.make_note": "the first of the team",
    "visit.release_technician": "the technician in the address",
}


def test_every_step_filled_from_its_record_carries_a_version(app: Flask) -> None:
    """The framework adds it; what is left out stands above with its reason."""
    views = [view for view in app.extensions["admin"][0]._views if isinstance(view, AdminModelView)]
    for view in views:
        for name in ("_form_for", "_merged", "_work", "transition_view"):
            assert getattr(type(view), name) is getattr(AdminModelView, name), f"{view.endpoint}: {name} compares"
    left_out = {f"{view.endpoint}.{step}" for view in views if view.flow for step in view.suggesting_steps}
    assert left_out == set(SUGGESTED)
