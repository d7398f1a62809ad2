"""Every module can be imported on its own; run before anything lands."""

import importlib
import pkgutil

import pytest

PACKAGES = ("app", "admin_views", "workflows", "integrations")
RUN_ON_IMPORT = ("app.migrations", "app.launch.__main__")


def _modules() -> list[str]:
    found = []
    for package_name in PACKAGES:
        package = importlib.import_module(package_name)
        found += [
            package_name,
            *(module.name for module in pkgutil.walk_packages(package.__path__, f"{package_name}.")),
        ]
    return [name for name in found if not name.startswith(RUN_ON_IMPORT)]


@pytest.mark.parametrize("name", _modules())
def test_every_module_can_be_imported(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # app.worker makes an application: it must not start a server for that
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@localhost/none")
    monkeypatch.setenv("REDIS_URL", "redis://localhost:1/0")
    monkeypatch.setenv("EMBEDDED", "1")
    importlib.import_module(name)
