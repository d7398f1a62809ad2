"""The rules of a Snap transaction; every breach answers as Midtrans does."""

import re
from typing import Any

from tests.standins.server import Answer, Broken

ORDER_ID = re.compile(r"[A-Za-z0-9_~.-]{1,50}", re.ASCII)
START = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2} [+-][0-9]{4}", re.ASCII)
TOP = {
    "transaction_details", "item_details", "customer_details", "enabled_payments", "credit_card", "expiry",
    "callbacks", "custom_field1", "custom_field2", "custom_field3",
}  # fmt: skip


def error(status: int, *words: str) -> Answer:
    return Answer(status, {"error_messages": list(words)})


def must(holds: object, words: str) -> None:
    if not holds:
        raise Broken(words, error(400, words))


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def check_order(order: Any) -> None:
    must(isinstance(order, dict), "body must be a JSON object")
    extra = sorted(set(order) - TOP)
    must(not extra, f"unknown parameters {extra}")
    details = order.get("transaction_details")
    must(isinstance(details, dict), "transaction_details is required")
    order_id, amount = details.get("order_id"), details.get("gross_amount")
    must(order_id, "transaction_details.order_id is required")
    must(isinstance(order_id, str) and len(order_id) <= 50, "transaction_details.order_id too long")
    must(ORDER_ID.fullmatch(order_id), "transaction_details.order_id contains symbols that are not allowed")
    must(_is_whole(amount) and amount >= 1, "transaction_details.gross_amount must be an integer of at least 1")
    if "item_details" in order:
        _items(order["item_details"], amount)
    _customer(order.get("customer_details", {}))
    _expiry(order.get("expiry"))
    finish = order.get("callbacks", {}).get("finish", "https://x")
    must(re.match(r"https?://", str(finish)), "callbacks.finish must be a URL")
    secure = order.get("credit_card", {"secure": True}).get("secure")
    must(isinstance(secure, bool), "credit_card.secure must be a boolean")


def _items(items: Any, amount: int) -> None:
    must(isinstance(items, list) and items, "item_details must be a filled array")
    for item in items:
        must(isinstance(item, dict), "item_details must hold objects")
        must(_is_whole(item.get("price")), "item_details.price must be an integer")
        must(_is_whole(item.get("quantity")) and item["quantity"] >= 1, "item_details.quantity must be at least 1")
        name = item.get("name")
        must(isinstance(name, str) and name, "item_details.name is required")
        must(len(name) <= 50, "item_details Name too long")
        must(len(str(item.get("id", ""))) <= 50, "item_details.id too long")
    total = sum(item["price"] * item["quantity"] for item in items)
    must(total == amount, "transaction_details.gross_amount is not equal to the sum of item_details")


def _customer(customer: Any) -> None:
    must(isinstance(customer, dict), "customer_details must be an object")
    email = customer.get("email")
    must(email is None or re.fullmatch(r"[^@\s]+@[^@\s]+", str(email)), "customer_details.email is not valid")
    must(len(str(customer.get("first_name", ""))) <= 255, "customer_details.first_name too long")


def _expiry(expiry: Any) -> None:
    if expiry is None:
        return
    must(expiry.get("unit") in {"minute", "minutes", "hour", "hours", "day", "days"}, "expiry.unit is not valid")
    must(_is_whole(expiry.get("duration")) and expiry["duration"] >= 1, "expiry.duration is not valid")
    start = expiry.get("start_time")
    must(start is None or START.fullmatch(str(start)), "expiry.start_time is not valid")
