"""No edit form without the version it was drawn from: else the later of two saves undoes the earlier one."""

from flask import Flask
from wtforms.fields.core import UnboundField

from admin_views.framework.forms.edit_version import VersionField
from admin_views.framework.model_view import AdminModelView

MEND = "let it inherit AdminModelView and open `edit`; the version comes with it (admin_views/framework/forms/edit_version.py)"


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
