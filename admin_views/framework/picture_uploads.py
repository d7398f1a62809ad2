"""Forms with pictures in their field `attachments`."""

from typing import Any

from flask import request

from app.core.errors import Invalid
from app.http.files.pictures.attachments import receive_attachments


class TakesPictures:
    """For a view beside AdminModelView: `create_record` finds what was kept as `form.pictures`."""

    def create_model(self, form: Any) -> Any:
        """Uploads are read once, before the transaction, which may run twice."""
        try:
            form.pictures = receive_attachments(request.files.getlist("attachments"))
        except Invalid as refusal:
            form["attachments"].errors = [*form["attachments"].errors, str(refusal)]
            return False
        return super().create_model(form)  # type: ignore[misc]
