"""What the machine of this web process has left: CPU, memory, disk."""

import os
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True, slots=True)
class MachineFigures:
    """Shares from 0 to 1; `load` is the load of the last minute by core and may be more."""

    load: float
    memory: float
    disk: float
    disk_free_bytes: int


def read_machine(folder: Path) -> MachineFigures:
    """`folder`: where files are kept; the nearest one that exists is asked."""
    place = next(one for one in (folder, *folder.resolve().parents) if one.exists())
    disk = psutil.disk_usage(str(place))
    load = psutil.getloadavg()[0] / (os.cpu_count() or 1)
    return MachineFigures(load, psutil.virtual_memory().percent / 100, disk.percent / 100, disk.free)
