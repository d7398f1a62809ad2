"""Being somebody in a test: signed in, filling in forms as a browser would."""

from typing import Any
from urllib.parse import urljoin

from flask.testing import FlaskClient
from playwright.sync_api import Page
from werkzeug.test import TestResponse

from app.models.accounts.user import User
from tests.factories import PASSWORD
from tests.support.logins import log_in
from tests.support.walking.html import Element, parse


def sign_in(client: FlaskClient, user: User) -> FlaskClient:
    """Make the client this user, without the cost of a password; the user must be flushed. Returns the client."""
    log_in(client, user)
    return client


def sign_in_browser(page: Page, user: User, password: str = PASSWORD) -> Page:
    """Log in by the login page of a live server, as a person does. Returns the page."""
    page.goto("/login")
    page.fill("[name=name]", user.username)
    page.fill("[name=password]", password)
    page.click("form:has([name=password]) [type=submit]")
    page.wait_for_url(lambda url: "/login" not in url)
    return page


def submit(client: FlaskClient, path: str, *, to: str = "", **fields: Any) -> TestResponse:
    """Fetch a page, fill in its POST form (the one whose action contains `to`) and send it, hidden fields included.

    A list is sent as several values, None leaves a field out, a file is `(BytesIO, "name.jpg")`.
    """
    page = client.get(path)
    assert page.status_code == 200, f"{path} answered {page.status_code}"
    form = _find_form(page.text, to)
    filled = {**as_drawn(form), **fields}
    sent = {name: value for name, value in filled.items() if value is not None}
    return client.post(urljoin(path, form.get("action") or path), data=sent)


def _find_form(html: str, to: str) -> Element:
    forms = parse(html).iter("form")
    posts = [form for form in forms if (form.get("method") or "").lower() == "post"]
    wanted = [form for form in posts if to in (form.get("action") or "")]
    assert wanted, f"no form to '{to}', only to {[form.get('action') for form in posts]}"
    return wanted[-1]


def as_drawn(form: Element) -> dict[str, Any]:
    """Return what a browser would send if nobody touched the form."""
    drawn: dict[str, Any] = {}
    for field in form.iter("input"):
        kind, name = field.get("type", "text"), field.get("name")
        unchosen = kind in {"checkbox", "radio"} and field.get("checked") is None
        if name and not unchosen and kind not in {"submit", "button", "file", "image"}:
            drawn[name] = field.get("value", "on" if kind in {"checkbox", "radio"} else "")
    for area in form.iter("textarea"):
        if name := area.get("name"):
            drawn[name] = (area.text or "").removeprefix("\n")  # the first line break is no part of the text
    for choice in form.iter("select"):
        if name := choice.get("name"):
            drawn[name] = _chosen(choice)
    return drawn


def _chosen(choice: Element) -> Any:
    options = list(choice.iter("option"))
    selected = [option for option in options if option.get("selected") is not None]
    values = [option.get("value", option.text or "") for option in selected]
    if choice.get("multiple") is not None:
        return values
    first = [option.get("value", option.text or "") for option in options[:1]]
    return (values or first or [None])[0]
