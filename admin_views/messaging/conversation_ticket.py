"""A support ticket from a WhatsApp conversation."""

from typing import Any

from flask import flash, redirect, request
from flask_admin import expose
from flask_login import current_user

from admin_views.framework.navigation import record_url
from app.core.clock import utc_now
from app.core.errors import DomainError
from app.http.forms.submission import submit
from app.models.support.ticket import SupportTicket
from workflows.support import open_ticket_of_contact


class TicketFromConversation:
    """Mixed into the screen of conversations."""

    @expose("/<int:id>/ticket", methods=("POST",))
    def ticket(self, id: int) -> Any:  # noqa: A002
        """A support ticket from the conversation."""
        values = {name: request.form.get(name, "").replace("\x00", "") for name in ("subject", "description")}

        def work(session: Any) -> dict[str, Any]:
            return {
                "id": open_ticket_of_contact(session, contact_id=id, actor=current_user, now=utc_now(), **values).id
            }

        try:
            made = submit(work)["id"]
        except DomainError as refusal:
            flash(str(refusal), "error")
            return self.show_again(id, **values)  # type: ignore[attr-defined]
        return redirect(record_url(SupportTicket, made) or self.get_url(".details_view", id=id))  # type: ignore[attr-defined]
