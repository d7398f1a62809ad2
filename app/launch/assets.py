"""What is built from other files before a start: the front-end packages' files and the compiled catalogues.

`python -m app.launch.assets`, run by make and by the tests; does nothing that is already done.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CHECKOUT = Path(__file__).parents[2]
VENDORED = {
    "idb.js": "idb/build/index.js",
    "signature_pad.js": "signature_pad/dist/signature_pad.min.js",
    "trix.js": "trix/dist/trix.esm.min.js",
    "uplot.js": "uplot/dist/uPlot.esm.js",
    "uplot.css": "uplot/dist/uPlot.min.css",
}


def build_assets(checkout: Path = CHECKOUT) -> Iterator[Path]:
    """Bring every built file up to date and yield those that were not; a missing package is left out."""
    for name, source in VENDORED.items():
        origin, target = checkout / "node_modules" / source, checkout / "app" / "static" / "vendor" / name
        if origin.exists() and _is_stale(target, origin):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(origin, target)
            yield target
    for po in checkout.glob("app/translations/*/LC_MESSAGES/*.po"):
        mo = po.with_suffix(".mo")
        if _is_stale(mo, po):
            fresh = mo.with_suffix(f".{os.getpid()}")
            with po.open("rb") as source_text, fresh.open("wb") as compiled:
                write_mo(compiled, read_po(source_text))
            fresh.replace(mo)  # two test processes may compile at once
            yield mo


def _is_stale(built: Path, source: Path) -> bool:
    return not built.exists() or built.stat().st_mtime < source.stat().st_mtime


if __name__ == "__main__":
    for file in build_assets(*(Path(word) for word in sys.argv[1:2])):
        print(f"Built {file.name}")
