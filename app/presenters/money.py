"""Rupiah for people."""


def rupiah(amount_idr: int | None) -> str:
    """`1234567` → `Rp1.234.567`."""
    if amount_idr is None:
        return ""
    sign = "-" if amount_idr < 0 else ""
    return f"{sign}Rp{abs(amount_idr):,}".replace(",", ".")
