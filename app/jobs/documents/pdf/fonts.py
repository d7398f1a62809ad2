"""The typefaces documents are drawn with, in the order in which a character looks for one."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "static" / "vendor" / "fonts"
FACES = (  # family, style, file
    ("Sans", "", "NotoSans.ttf"),
    ("Sans", "font-weight: bold;", "NotoSans-Bold.ttf"),
    ("Sans", "font-style: italic;", "NotoSans-Italic.ttf"),
    ("Arab", "", "NotoSansArabic.ttf"),
    ("Jawa", "", "NotoSansJavanese.ttf"),
    ("Thai", "", "NotoSansThai.ttf"),
    ("Symbols", "", "DejaVuSans.ttf"),
    ("Symbols", "font-weight: bold;", "DejaVuSans-Bold.ttf"),
    ("Emoji", "", "NotoEmoji.ttf"),
    ("Cjk", "", "NotoSansSC.ttf"),
)


@cache
def font_css() -> str:
    """@font-face rules and the body's family; plain Helvetica where the font packages are not installed."""
    rules = [f'@font-face {{ font-family: {name}; src: url("{file}"); {style} }}' for name, style, file in _installed()]
    families = dict.fromkeys(name for name, _, _ in _installed())
    return "\n".join([*rules, f"body {{ font-family: {', '.join([*families, 'Helvetica'])}; }}"])


@cache
def can_print(character: str) -> bool:
    """Whether a face has a glyph for it."""
    return ord(character) in _covered()


@cache
def _covered() -> frozenset[int]:
    from reportlab.pdfbase.ttfonts import TTFontFile  # noqa: PLC0415  heavy: only the worker draws

    faces = {file for _, style, file in _installed() if not style}
    if not faces:
        return frozenset(ord(bytes([code]).decode("cp1252", "ignore") or " ") for code in range(32, 256))
    return frozenset[int]().union(*(TTFontFile(str(FOLDER / file)).charToGlyph for file in faces))


@cache
def _installed() -> tuple[tuple[str, str, str], ...]:
    return tuple(face for face in FACES if (FOLDER / face[2]).exists())
