"""Amounts in Indonesian words, as invoices and receipts want them."""

_DIGITS = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_SCALES = ("", "ribu", "juta", "miliar", "triliun", "kuadriliun")
_TEN, _TWENTY, _HUNDRED, _TWO_HUNDRED, _THOUSAND = 10, 20, 100, 200, 1000


def terbilang(number: int) -> str:
    """`1150` → `seribu seratus lima puluh`."""
    if number == 0:
        return "nol"
    words = _words(abs(number))
    return f"minus {words}" if number < 0 else words


def terbilang_rupiah(amount_idr: int) -> str:
    """`832500` → `Delapan ratus tiga puluh dua ribu lima ratus rupiah`."""
    text = f"{terbilang(amount_idr)} rupiah"
    return text[0].upper() + text[1:]


def _words(number: int) -> str:
    groups: list[str] = []
    scale = 0
    while number:
        number, group = divmod(number, _THOUSAND)
        if group:
            groups.append(_group(group, scale))
        scale += 1
    return " ".join(reversed(groups))


def _group(group: int, scale: int) -> str:
    if scale == 1 and group == 1:
        return "seribu"
    return f"{_below_thousand(group)} {_SCALES[scale]}".strip()


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, _HUNDRED)
    head = "" if hundreds == 0 else "seratus" if hundreds == 1 else f"{_DIGITS[hundreds]} ratus"
    return f"{head} {_below_hundred(rest)}".strip()


def _below_hundred(number: int) -> str:
    if number < _TEN:
        return _DIGITS[number]
    if number == _TEN:
        return "sepuluh"
    if number < _TWENTY:
        return "sebelas" if number == _TEN + 1 else f"{_DIGITS[number - _TEN]} belas"
    tens, ones = divmod(number, _TEN)
    return f"{_DIGITS[tens]} puluh {_DIGITS[ones]}".strip()
