"""The price list of the demo company."""

from app.demo.row_batches import RowBatches
from app.demo.vocabulary import LABOUR_SKILLS, PRICES
from app.models.finance.invoice import PriceItem


def write_prices(book: RowBatches, skill_ids: dict[str, int]) -> dict[str, int]:
    skill_of = {code: skill_ids[name] for code, name in LABOUR_SKILLS.items()}
    return {
        code: book.add(
            PriceItem, code=code, name=name, kind=kind, skill_id=skill_of.get(code), unit=unit, price_idr=price
        )
        for code, name, kind, unit, price in PRICES
    }
