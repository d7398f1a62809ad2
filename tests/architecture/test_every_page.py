"""Every page somebody can reach by links, with the demo's data: sound HTML, and forms that take effect once."""

import re
from collections import Counter

import pytest

from tests.support.crawl import FoundPage
from tests.support.html import Element, parse
from tests.support.strict import StrictReader
from tests.support.walks import NO_KEY, Walk

pytestmark = pytest.mark.slow
NO_LABEL = {"hidden", "submit", "button", "image", "reset"}
STRICT = StrictReader()
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
    found = [*STRICT.objections(html), *_frame(tree), *_ids(tree), *_labels(tree), *_forms(tree, page.path)]
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
