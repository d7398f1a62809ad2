"""The panel in a browser, as a person at a desk uses it."""

from playwright.sync_api import Page


def make_transition(page: Page, record: str, transition: str, *, confirm: bool = False, **answers: str) -> None:
    """Open a record, press a move's button, fill in its form or say yes, and see that it was saved."""
    page.goto(record)
    page.locator(".toast").evaluate_all("toasts => toasts.forEach(toast => toast.remove())")  # that came along
    press(page, transition)
    if answers:
        form = page.locator(f"form[data-dialog-form][data-move={transition}]")
        form.wait_for()
        for folded in form.locator("details:not([open]) > summary").all():
            folded.click()
        for name, value in answers.items():
            form.locator(f"textarea[name={name}], input[name={name}]").last.fill(value)
        form.locator("[type=submit]").click()
    if confirm:
        page.locator("dialog[open] [data-confirm-accept]").click()
    page.locator(".toast").first.wait_for()


def press(page: Page, transition: str) -> None:
    """Press the button of a transition, in the menu of further actions when it stands there."""
    button = page.locator(f"a[data-move={transition}], form[data-move={transition}] > button").first
    if not button.is_visible():
        page.locator("details.menu:not([open])").filter(has=button).locator("summary").click()
    button.click()
