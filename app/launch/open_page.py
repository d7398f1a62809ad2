"""`python -m app.launch.open_page`: the panel's first page, from the database of DATABASE_URL, as an admin sees it.

For drills: the database is a throw-away copy, so the log-in that this writes is nobody's. Prints address and title.
"""

import re
import sys
from datetime import timedelta
from urllib.parse import urlsplit

from sqlalchemy import select
from werkzeug.test import TestResponse

from app.core.clock import utc_now
from app.core.db import db, transaction
from app.core.identifiers import new_secret
from app.factory import create_app
from app.http.auth.sessions import cookie_name
from app.models.accounts.sessions import LoginWay
from app.models.accounts.user import Role, User, UserStatus
from workflows.authentication.sessions import start_session

FIRST_PAGE, WITHOUT_PEOPLE = "/admin/", "/login"
WELL = 200


def main() -> int:
    app = create_app()
    with app.app_context():
        cookie = cookie_name()
        admin = select(User.id).where(User.role == Role.ADMIN, User.status == UserStatus.ACTIVE, ~User.is_service)
        admin_id = db.session.scalar(admin.order_by(User.id).limit(1))
        token = _log_in(admin_id) if admin_id else ""
        db.session.remove()
    public_url: str = app.config["SETTINGS"].public_url
    address = FIRST_PAGE if token else WITHOUT_PEOPLE
    with app.test_client() as client:
        if token:
            client.set_cookie(cookie, token, domain=urlsplit(public_url).hostname or "localhost")
        answer = client.get(address, base_url=public_url)
    title = _title(answer)
    if answer.status_code != WELL:
        print(f"{address}: {answer.status_code} {answer.location or title}", file=sys.stderr)
        return 1
    print(f"{address} · {title}")
    return 0


def _log_in(user_id: int) -> str:
    token = new_secret()
    with transaction() as session:
        user = session.get_one(User, user_id)
        user.must_change_password = False
        start_session(
            session,
            user=user,
            token=token,
            how=LoginWay.PASSWORD,
            now=utc_now(),
            lasts=timedelta(minutes=5),
        )
    return token


def _title(answer: TestResponse) -> str:
    found = re.search(r"<title>(.*?)</title>", answer.get_data(as_text=True), re.DOTALL)
    return " ".join(found[1].split()) if found else ""


if __name__ == "__main__":
    sys.exit(main())
