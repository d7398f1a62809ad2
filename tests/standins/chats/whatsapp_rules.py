"""The rules of Meta's message object; every breach answers with Meta's own error."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.standins.server import Answer, Broken

NUMBER = re.compile(r"\+?[0-9]{6,15}", re.ASCII)
USER_ID = re.compile(r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}")
TEMPLATE_NAME = re.compile(r"[a-z0-9_]{1,512}")
LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")
BAD_VARIABLE = re.compile(r"[\n\t]| {5,}")
URL = re.compile(r"https?://[^\s/]+\S*")
TOP = {
    "messaging_product", "recipient_type", "to", "recipient", "type", "context", "biz_opaque_callback_data",
}  # fmt: skip


@dataclass(frozen=True)
class Rules:
    """What this account has: its approved templates, or None when any will do."""

    templates: dict[tuple[str, str], tuple[int, bool]] | None = None


def graph_error(
    code: int, words: str, *, status: int = 400, kind: str = "OAuthException", headers: dict[str, str] | None = None
) -> Answer:
    error = {
        "message": words,
        "type": kind,
        "code": code,
        "error_data": {"messaging_product": "whatsapp", "details": words},
        "fbtrace_id": "AStandInTrace000000000",
    }
    return Answer(status, {"error": error}, headers or {})


def must(holds: object, code: int, words: str) -> None:
    if not holds:
        raise Broken(words, graph_error(code, f"(#{code}) {words}"))


def words_up_to(value: Any, longest: int, name: str) -> None:
    must(isinstance(value, str) and value, 131008, f"Parameter {name} is missing")
    must(len(value) <= longest, 131009, f"Param {name} must be at most {longest} characters long")


def only(value: Any, allowed: set[str], name: str) -> None:
    must(isinstance(value, dict), 131009, f"{name} must be a JSON object")
    extra = sorted(set(value) - allowed)
    must(not extra, 100, f"Unexpected key {extra} on param {name}")


def check_message(message: Any, rules: Rules) -> None:
    must(isinstance(message, dict), 100, "The request must be a JSON object")
    must(message.get("messaging_product") == "whatsapp", 100, "The parameter messaging_product is required.")
    if message.get("status") == "read":
        only(message, {"messaging_product", "status", "message_id", "typing_indicator"}, "message")
        words_up_to(message.get("message_id"), 512, "message_id")
        return
    kind = message.get("type")
    must(kind in CONTENTS, 131009, f"Parameter type is not valid: {kind!r}")
    only(message, TOP | {kind}, "message")
    _address(message)
    if "biz_opaque_callback_data" in message:
        words_up_to(message["biz_opaque_callback_data"], 512, "biz_opaque_callback_data")
    if "context" in message:
        only(message["context"], {"message_id"}, "context")
        words_up_to(message["context"].get("message_id"), 512, "context.message_id")
    must(isinstance(message.get(kind), dict), 131008, f"Parameter {kind} is missing")
    CONTENTS[kind](message[kind], rules)


def _address(message: dict[str, Any]) -> None:
    must(message.get("recipient_type", "individual") == "individual", 131009, "recipient_type must be individual")
    must(("to" in message) != ("recipient" in message), 131008, "Exactly one of to and recipient is needed")
    address, shape = (message["to"], NUMBER) if "to" in message else (message["recipient"], USER_ID)
    must(isinstance(address, str) and shape.fullmatch(address), 131009, "Recipient is not a valid WhatsApp user")


def _text(content: dict[str, Any], _: Rules) -> None:
    only(content, {"body", "preview_url"}, "text")
    words_up_to(content.get("body"), 4096, "text.body")
    must(isinstance(content.get("preview_url", False), bool), 131009, "text.preview_url must be a boolean")


def _file(content: dict[str, Any], _: Rules) -> None:
    only(content, {"id", "link", "filename", "caption"}, "document")
    must(("id" in content) != ("link" in content), 131008, "Exactly one of id and link is needed")
    if "link" in content:
        must(isinstance(content["link"], str) and URL.fullmatch(content["link"]), 131009, "link is not a valid URI")
    if "filename" in content:
        words_up_to(content["filename"], 240, "filename")
    if "caption" in content:
        words_up_to(content["caption"], 1024, "caption")


def _template(content: dict[str, Any], rules: Rules) -> None:
    only(content, {"name", "language", "components"}, "template")
    name, language = content.get("name"), content.get("language")
    must(isinstance(name, str) and TEMPLATE_NAME.fullmatch(name), 132001, "Template name does not exist")
    only(language, {"code", "policy"}, "template.language")
    code = language.get("code")
    must(isinstance(code, str) and LANGUAGE.fullmatch(code), 132001, "Template language does not exist")
    components = content.get("components", [])
    must(isinstance(components, list), 131009, "components must be an array")
    for component in components:
        _component(component)
    if rules.templates is None:
        return
    must((name, code) in rules.templates, 132001, f"Template name ({name}) does not exist in the translation ({code})")
    variables, has_url = rules.templates[name, code]
    body = [c for c in components if c["type"] == "body"]
    count = len(body[0]["parameters"]) if body else 0
    must(count == variables, 132000, f"Number of parameters ({count}) does not match the expected ({variables})")
    urls = sum(c.get("sub_type") == "url" for c in components)
    must(urls == int(has_url), 132000, "Button parameters do not match the template")


def _component(component: Any) -> None:
    only(component, {"type", "parameters", "sub_type", "index"}, "component")
    kind, parameters = component.get("type"), component.get("parameters")
    must(kind in {"header", "body", "button"}, 131009, "Component type is not valid")
    must(isinstance(parameters, list) and parameters, 131008, "Component parameters are missing")
    if kind == "button":
        must(component.get("sub_type") in {"url", "quick_reply"}, 131009, "Button sub_type is not valid")
        must(re.fullmatch(r"[0-9]", str(component.get("index"))), 131009, "Button index is not valid")
        must(len(parameters) == 1, 132000, "A button takes one parameter")
    for parameter in parameters:
        _parameter(parameter)


def _parameter(parameter: Any) -> None:
    kind = parameter.get("type") if isinstance(parameter, dict) else None
    must(kind in {"text", "payload", "document", "image", "currency", "date_time"}, 131009, "Parameter type")
    if kind not in {"text", "payload"}:
        must(isinstance(parameter.get(kind), dict), 131008, f"Parameter {kind} is missing")
        return
    only(parameter, {"type", kind}, "parameter")
    words_up_to(parameter.get(kind), 1024, f"parameter {kind}")
    bad = BAD_VARIABLE.search(parameter[kind])
    must(not bad, 132012, "Param text cannot have new-line/tab characters or more than 4 consecutive spaces")


def _interactive(content: dict[str, Any], _: Rules) -> None:
    kinds = {"button", "list", "cta_url", "location_request_message", "request_contact_info"}
    must(content.get("type") in kinds, 131009, "interactive type is not valid")
    only(content, {"type", "header", "body", "footer", "action"}, "interactive")
    must(isinstance(content.get("body"), dict), 131008, "interactive body is missing")
    words_up_to(content["body"].get("text"), 1024, "interactive.body.text")
    must(isinstance(content.get("action"), dict), 131008, "interactive action is missing")
    if content["type"] != "button":
        return
    buttons = content["action"].get("buttons")
    must(isinstance(buttons, list) and 1 <= len(buttons) <= 3, 131009, "1 to 3 buttons are allowed")
    for button in buttons:
        reply = button.get("reply", {}) if isinstance(button, dict) else {}
        words_up_to(reply.get("title"), 20, "button title")
        words_up_to(reply.get("id"), 256, "button id")


def _location(content: dict[str, Any], _: Rules) -> None:
    only(content, {"latitude", "longitude", "name", "address"}, "location")
    for name, limit in (("latitude", 90), ("longitude", 180)):
        value = content.get(name)
        must(isinstance(value, int | float) and abs(value) <= limit, 131009, f"{name} is not valid")


CONTENTS: dict[str, Callable[[dict[str, Any], Rules], None]] = {
    "text": _text,
    "template": _template,
    "document": _file,
    "image": _file,
    "interactive": _interactive,
    "location": _location,
}
