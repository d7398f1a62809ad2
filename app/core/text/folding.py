"""Letters without their marks, so that `Rene` finds `René`: the same rule for what is stored and for what is typed."""

import re
import unicodedata
from typing import Any

from sqlalchemy import func
from sqlalchemy import text as sql

_MARKS = r"[\u0300-\u036f]"
_WHOLE, _PLAIN = "łŁđĐøØıħĦ", "lLdDoOihH"  # letters whose mark is no character of its own


def fold(text: str) -> str:
    """`Łukasz Đức` → `Lukasz Duc`."""
    return re.sub(_MARKS, "", unicodedata.normalize("NFD", text)).translate(str.maketrans(_WHOLE, _PLAIN))


def fold_in_sql(text: Any) -> Any:
    """The same of a column or expression; constants stand in the SQL, so that an index on it is found."""
    bare = func.regexp_replace(func.normalize(text, sql("NFD")), *map(_literal, (_MARKS, "", "g")))
    return func.translate(bare, _literal(_WHOLE), _literal(_PLAIN))


def _literal(text: str) -> Any:
    return sql(f"'{text}'")
