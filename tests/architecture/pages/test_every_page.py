"""Every page somebody can reach by links, with the demo's data: sound HTML, and forms that take effect once."""

import re
from collections import Counter

import pytest

from tests.support.strict import StrictReader
from tests.support.walking.crawl import FoundPage
from tests.support.walking.html import Element, parse
from tests.support.walking.walks import NO_KEY, Walk

pytestmark = pytest.mark.slow
NO_LABEL = {"hidden", "submit", "button", "image", "reset"}
STRICT = StrictReader()
CARRIERS = re.compile(r"version|base|was(-\d+)?")
UNTYPED = {"hidden", "submit", "button", "image", "reset", "file", "password", "search"}
NOT_OF_A_RECORD = {  # forms filled with something else than what stands in a record others write, too
    "#": "a step's form inside the conversation, sent by a script to the step's own page",
    "/account/columns": "one's own list",
    "/account/tokens": "a new token",
    "/admin/bugs/N/fix": "the running version",
    "/admin/contacts/N/register": "a new customer",
    "/admin/feedback/N/follow_up": "the usual EXP",
    "/admin/feedback/N/merge": "the number in the address",
    "/admin/help_gaps/N/connect": "the words that were searched",
    "/admin/payments/N/verify": "a proof keeps its amount until it is decided",
    "/admin/releases/N/evidence": "evidence is added, never changed",
    "/admin/support_days/propose": "a year to look at",
    "/admin/visits/N/make_note": "the first of the team",
    "/bugs": "a new report",
    "/feedback": "a new one",
    "/technician/visits/N/bast": "a new BAST; what is signed is what stood on the page",
    "/technician/visits/N/extension": "a new request",
    "/support/new": "a new ticket",
}
TEMPLATE = re.compile(r"<template\b[^>]*>(.*?)</template>", re.DOTALL)


def test_every_page_is_sound(walked: Walk) -> None:
    pages = walked.pages
    assert len(pages) >= 3, f"only {[page.path for page in pages]}"
    faults = Counter(fault for page in pages for fault in faults_of(page))
    assert not faults, f"{len(pages)} pages\n" + "\n".join(f"{n}× {fault}" for fault, n in faults.most_common())


def faults_of(page: FoundPage) -> list[str]:
    """One sentence for each thing that is wrong with a page."""
    where = re.sub(r"\d+", "N", page.path.split("?")[0])
    if page.status >= 400 and not (page.status in {404, 410} and page.path.startswith(("/i/", "/rating/", "/v/"))):
        return [f"{where}: answered {page.status}, linked from {page.led_from}"]
    html = TEMPLATE.sub("", page.html)  # what is in a template stands for nothing until a script copies it
    tree = parse(html)
    found = [
        *STRICT.objections(html),
        *_frame(tree),
        *_ids(tree),
        *_labels(tree),
        *_forms(tree, page.path),
        *_versions(tree, page.path),
    ]
    found += ["a Python object stands for its name"] if " object at 0x" in html else []
    return [f"{where}: {fault}" for fault in found]


def _frame(tree: Element) -> list[str]:
    heads = len(list(tree.iter("h1")))
    title = next(tree.iter("title"), None)
    wrong = {
        "no lang on <html>": not tree.get("lang"),
        "no title": title is None or not (title.text or "").strip(),
        f"{heads} h1": heads != 1,
        "no <main>": len(list(tree.iter("main"))) != 1,
    }
    return [fault for fault, is_so in wrong.items() if is_so]


def _ids(tree: Element) -> list[str]:
    counted = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    return [f"id {re.sub(r'[0-9]+', 'N', name or '')!r} stands {n} times" for name, n in counted.items() if n > 1]


def _labels(tree: Element) -> list[str]:
    """Every control has a name that is read aloud."""
    named = {label.get("for") for label in tree.iter("label")}
    wrapped = {control for label in tree.iter("label") for control in label.iter()}
    controls = [element for element in tree.iter() if element.tag in {"input", "select", "textarea"}]
    return [
        f"<{control.tag} name={control.get('name')!r}> has no label"
        for control in controls
        if control.get("type") not in NO_LABEL
        and not (control.get("aria-label") or control.get("aria-labelledby"))
        and control.get("id") not in named
        and control not in wrapped
    ]


def _forms(tree: Element, path: str) -> list[str]:
    """Each POST form carries its token, and its key unless it makes and moves nothing."""
    faults = []
    for form in tree.iter("form"):
        if (form.get("method") or "").lower() != "post":
            continue
        action = re.sub(r"\d+", "N", form.get("action") or path)
        filled = {field.get("name"): field.get("value") for field in form.iter("input")}
        wanted = ["csrf_token"] if NO_KEY.search(action) else ["csrf_token", "idempotency_key"]
        faults += [f"the form to {action} has no {name}" for name in wanted if not filled.get(name)]
    return faults


def _versions(tree: Element, path: str) -> list[str]:
    """A form that shows what stands in a record says what it was drawn from, so that nobody undoes another's change."""
    faults = []
    for form in tree.iter("form"):
        action = re.sub(r"\d+", "N", (form.get("action") or path).split("?")[0])
        creates = action.endswith("/new/") or action in NOT_OF_A_RECORD or re.match(r"/(i|rating)/", action)
        if (form.get("method") or "").lower() != "post" or creates or not _is_prefilled(form):
            continue
        hidden = [field.get("name") or "" for field in form.iter("input") if field.get("type") == "hidden"]
        if not any(CARRIERS.fullmatch(name) for name in hidden):
            faults.append(f"the form to {action} has no version: app/http/forms/edit_version.py")
    return faults


def _is_prefilled(form: Element) -> bool:
    inputs = [field for field in form.iter("input") if field.get("type", "text") not in UNTYPED]
    ticked = any(field.get("checked") is not None for field in inputs)
    written = any(field.get("value") for field in inputs if field.get("type") not in {"checkbox", "radio"})
    texts = any((area.text or "").strip() for area in form.iter("textarea"))
    options = [option for select in form.iter("select") for option in list(select.iter("option"))[1:]]
    return ticked or written or texts or any(option.get("selected") is not None for option in options)
