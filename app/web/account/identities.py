"""Under “Akun”: outside identities, linked and unlinked by their owner."""

from typing import Any

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import Invalid
from app.core.i18n import N_, gettext
from app.http.auth.access import may_enter
from app.http.auth.account_sections import AccountSection, add_account_section
from app.http.auth.oidc import offered
from app.http.auth.reauthentication import require_reauthentication
from app.http.auth.sessions import current_login
from app.http.auth.signed_in import signed_in_user
from app.http.forms.submission import submit
from app.models.accounts.user import EVERYONE
from app.web.account.blueprint import blueprint
from app.web.sso.oidc import LINKING, to_provider
from workflows.authentication.sso import list_identities
from workflows.authentication.sso import unlink_identity as unlink


@blueprint.get("/identities")
@may_enter(*EVERYONE)
def identities() -> ResponseReturnValue:
    known = list_identities(db.session(), user_id=current_user.id)
    return render_template("account/identities.html", identities=known, provider=offered())


@blueprint.post("/identities/link")
@may_enter(*EVERYONE)
@require_reauthentication
def link_identity() -> ResponseReturnValue:
    session[LINKING] = current_user.id
    return to_provider()


@blueprint.post("/identities/<int:identity_id>/unlink")
@may_enter(*EVERYONE)
@require_reauthentication
def unlink_identity(identity_id: int) -> ResponseReturnValue:
    me = signed_in_user()
    this = current_login()
    kept = this.id if this else None

    def work(db_session: Session) -> dict[str, Any]:
        unlink(db_session, user=me, identity_id=identity_id, now=utc_now(), spared_session=kept)
        return {}

    try:
        submit(work)
    except Invalid as refusal:
        flash(str(refusal), "error")
    else:
        flash(gettext("Tautan dilepas."), "success")
    return redirect(url_for("account.identities"), 303)


add_account_section(
    AccountSection(
        N_("Identitas tertaut"),
        "account.identities",
        N_("Atur identitas"),
        icon="link",
        says=lambda _user: N_("Masuk dengan akun yang sudah Anda punya di tempat lain."),
        shown_to=lambda _user: bool(offered()),
        order=40,
    )
)
