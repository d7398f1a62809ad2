"""Phone numbers as people in Indonesia write them, to E.164: the one reader for every form, import, API and chat."""

import re
import unicodedata

import phonenumbers

from app.core.errors import Invalid
from app.core.i18n import N_, Sentence

LONGEST = 240  # characters, with spaces and marks; a longer text is no number and is not read in part
MOST_DIGITS = 15  # E.164
INDONESIA = 62
SHORTEST_OF_TWO = 6  # digits: shorter pieces belong to the number before them

_SIGNS = re.compile(r"[\s.()\-\u00b7\u2010-\u2015\u2212\ufe63\uff0d]")
_BETWEEN_TWO = re.compile(r"[/;,&|\n]")
_FROM_SPREADSHEET = re.compile(r"\+?[0-9]+\.0+", re.ASCII)  # a number cell, read as text
_FRACTION = re.compile(r"\+?[0-9]{8,}\.[0-9]{1,2}", re.ASCII)  # a number that was calculated with
_TEXT_MARKS = "'\u2018\u2019`"  # by which a spreadsheet keeps a number as text, and people copy it along
_TRUNK = re.compile(r"^((?:\+|00)62)\s*\(0\)")  # +62 (0) 812…
_WRONG = N_("Nomor telepon tidak sah. Contoh yang benar: 0812-3456-7890.")


def to_e164(text: str) -> str:
    """`0812-3456-789`, `62812…`, `+62 812…`, `812…` or `(021) 4200100` → `+62…`; raises Invalid.

    Nothing is guessed: letters, two numbers, and a number without its area code are refused with what to do.
    A spreadsheet's `.0` at the end is dropped.
    """
    if len(text := text.strip()) > LONGEST:
        raise _refusal(_WRONG)
    plain = "".join(_digit_made_plain(sign) for sign in unicodedata.normalize("NFKC", text)).strip()
    plain = plain.lstrip(_TEXT_MARKS)
    if any(sign.isalpha() for sign in plain):
        raise _refusal(N_("Nomor telepon tanpa huruf, ya. Contoh yang benar: 0812-3456-7890."))
    if _FROM_SPREADSHEET.fullmatch(plain):
        plain = plain.partition(".")[0]
    if _FRACTION.fullmatch(plain):
        raise _refusal(_WRONG)
    _require_one_number(plain)
    number = _international(_SIGNS.sub("", _TRUNK.sub(r"\1", plain)))
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException as problem:
        raise _refusal(_WRONG) from problem
    if not phonenumbers.is_valid_number(parsed):
        raise _refusal(_WRONG)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def to_e164_or_none(text: str | None) -> str | None:
    """None for an empty field; else as `to_e164`."""
    return to_e164(text or "") if (text or "").strip() else None


def write_phone(number: str) -> str:
    """As people here write it: `0812-3456-7890`, `(0361) 123456`; of another country with its code."""
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    form = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(parsed, form.NATIONAL if parsed.country_code == INDONESIA else form.INTERNATIONAL)


def find_phones(text: str) -> list[str]:
    """The numbers that stand in a sentence, in E.164, each once: `hubungi 0812-3456-7890 ya`."""
    plain = "".join(_digit_made_plain(sign) for sign in unicodedata.normalize("NFKC", text))
    found: dict[str, None] = {}
    for piece in _IN_A_SENTENCE.findall(plain):
        try:
            found[to_e164(piece)] = None
        except Invalid:
            continue
    return list(found)


_IN_A_SENTENCE = re.compile(r"(?<![\w/.])(?:\+|00)?(?:62|0|8)[0-9](?:[ .()\-]{0,2}[0-9]){6,13}(?![\w])", re.ASCII)


def _international(digits: str) -> str:
    """With its plus and country code. The library reads `62 21…` as area code 0622, so it is not asked to guess."""
    if not re.fullmatch(r"\+?[0-9]+", digits, re.ASCII):
        raise _refusal(_WRONG)
    if digits.startswith("+"):
        return digits
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    if digits.startswith("62"):
        return f"+{digits}"
    if digits.startswith("0"):
        return f"+62{digits[1:]}"
    if digits.startswith("8"):
        return f"+62{digits}"
    raise _refusal(N_("Tulis nomor lengkap dengan kode wilayahnya, misalnya 021-4200100 atau 0812-3456-7890."))


def _require_one_number(plain: str) -> None:
    pieces = [sum(sign in "0123456789" for sign in piece) for piece in _BETWEEN_TWO.split(plain)]
    several = sum(digits >= SHORTEST_OF_TWO for digits in pieces) > 1
    if several or sum(pieces) > MOST_DIGITS + 2:
        raise _refusal(N_("Sepertinya ada dua nomor di sini. Tulis satu saja; yang lain dapat dicatat di keterangan."))


def _digit_made_plain(sign: str) -> str:
    """Arabic-Indic and other decimal digits have one reading; invisible characters have none."""
    if unicodedata.category(sign) == "Cf":
        return ""
    return str(unicodedata.decimal(sign)) if unicodedata.category(sign) == "Nd" else sign


def _refusal(sentence: Sentence) -> Invalid:
    return Invalid(sentence, field="phone_e164")
