"""A page of one's own exports or bulk steps without any leads to a list where the reader may begin one."""

import re

import pytest

from app.models.accounts.user import Role
from tests.factories import make_company, make_user
from tests.support.people import sign_in

WITHOUT_BULK_STEPS = {Role.SALES, Role.MANAGER}


@pytest.mark.parametrize(
    "role", [Role.ADMIN, Role.CS, Role.SALES, Role.MANAGER, Role.DEVELOPER, Role.DEVOPS, Role.PRODUCT, Role.SUPPORT]
)
def test_there_is_a_way_to_begin(client, session, role: Role) -> None:
    make_company(session)
    theirs = sign_in(client, make_user(session, "Tono", role))
    for path, word in (
        ("/admin/exports/", "Ekspor"),
        ("/admin/bulk/", "" if role in WITHOUT_BULK_STEPS else "action_form"),
    ):
        page = theirs.get(path).text
        href = re.search(r'class="empty".*?<a class="button button-primary" href="([^"]+)"', page, re.DOTALL)
        assert href, (role, path)
        answer = theirs.get(href[1])
        assert (answer.status_code, word in answer.text) == (200, True), (role, href[1])
