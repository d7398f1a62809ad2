"""What is built from other files before a start: the front-end packages' files and the compiled catalogues.

`python -m app.launch.assets`, run by make and by the tests; does nothing that is already done.
"""

import fcntl
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from app.launch.bundling import build_bundles

CHECKOUT = Path(__file__).parents[2]
VENDORED = {
    "idiomorph.js": "idiomorph/dist/idiomorph.esm.js",
    "idb.js": "idb/build/index.js",
    "signature_pad.js": "signature_pad/dist/signature_pad.min.js",
    "trix.js": "trix/dist/trix.esm.min.js",
    "uplot.js": "uplot/dist/uPlot.esm.js",
    "uplot.css": "uplot/dist/uPlot.min.css",
    # what documents are drawn with (app/jobs/documents/pdf/fonts.py)
    "fonts/NotoSans.ttf": "@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf",
    "fonts/NotoSans-Bold.ttf": "@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf",
    "fonts/NotoSans-Italic.ttf": "@expo-google-fonts/noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf",
    "fonts/NotoSansArabic.ttf": "@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf",
    "fonts/NotoSansJavanese.ttf": "@expo-google-fonts/noto-sans-javanese/400Regular/NotoSansJavanese_400Regular.ttf",
    "fonts/NotoSansThai.ttf": "@expo-google-fonts/noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf",
    "fonts/DejaVuSans.ttf": "dejavu-fonts-ttf/ttf/DejaVuSans.ttf",
    "fonts/DejaVuSans-Bold.ttf": "dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf",
    "fonts/NotoEmoji.ttf": "@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf",
    "fonts/NotoSansSC.ttf": "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
}


def build_assets(checkout: Path = CHECKOUT) -> Iterator[Path]:
    """Bring every built file up to date and yield those that were not; a missing package is left out."""
    with _alone(checkout / "app" / "static"):
        yield from _build(checkout)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two processes that build at once, web and tests for instance, would read what the other is half done with."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _build(checkout: Path) -> Iterator[Path]:
    for name, source in VENDORED.items():
        origin, target = checkout / "node_modules" / source, checkout / "app" / "static" / "vendor" / name
        if origin.exists() and _is_stale(target, origin):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(origin, target)
            yield target
    yield from build_bundles(checkout)
    for po in checkout.glob("app/translations/*/LC_MESSAGES/*.po"):
        mo = po.with_suffix(".mo")
        if _is_stale(mo, po):
            fresh = mo.with_suffix(f".{os.getpid()}")
            with po.open("rb") as source_text, fresh.open("wb") as compiled:
                write_mo(compiled, read_po(source_text))
            fresh.replace(mo)  # whoever reads it meanwhile reads the old one whole
            yield mo


def _is_stale(built: Path, source: Path) -> bool:
    return not built.exists() or built.stat().st_mtime < source.stat().st_mtime


if __name__ == "__main__":
    for file in build_assets(*(Path(word) for word in sys.argv[1:2])):
        print(f"Built {file.name}")
