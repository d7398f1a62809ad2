"""What the 0-10 survey's form sends, in the portal and behind a link."""

from werkzeug.datastructures import MultiDict

from app.core.errors import Invalid
from app.core.i18n import N_


def read_score(sent: MultiDict[str, str]) -> int | None:
    """None where they put it off (`later`); raises Invalid where no number was chosen."""
    if "later" in sent:
        return None
    given = sent.get("score", "")
    if not (given.isascii() and given.isdecimal() and len(given) <= 2):  # noqa: PLR2004
        raise Invalid(N_("Pilih angka 0 sampai 10."), field="score")
    return int(given)
