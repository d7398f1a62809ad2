"""Every module can be imported on its own; run before anything lands."""

import importlib
import pkgutil

import pytest

PACKAGES = ("app", "admin_views", "workflows", "integrations")
RUN_ON_IMPORT = ("app.migrations", "app.launch.__main__")


def _modules(package_name: str) -> list[str]:
    package = importlib.import_module(package_name)
    walked = pkgutil.walk_packages(package.__path__, f"{package_name}.")
    found = [package_name, *(module.name for module in walked)]
    return [name for name in found if not name.startswith(RUN_ON_IMPORT)]


@pytest.mark.parametrize("package_name", PACKAGES)
def test_every_module_can_be_imported(package_name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # app.worker makes an application: it must not start a server for that
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@localhost/none")
    monkeypatch.setenv("REDIS_URL", "redis://localhost:1/0")
    monkeypatch.setenv("EMBEDDED", "1")
    names = _modules(package_name)
    assert len(names) > 10
    for name in names:
        importlib.import_module(name)
