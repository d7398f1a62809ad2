"""Base images are named by version, can be pinned by digest, and the guide's command writes a digest for each."""

import re

from tests.deploy.proxies import DEPLOY
from tests.deploy.test_production import GUIDE

COMPOSE, DOCKERFILE = (DEPLOY / "compose.yaml").read_text(), (DEPLOY / "Dockerfile").read_text()
PINNED = re.compile(r"[a-z]+:[0-9][0-9.]*(-slim)?")


def named_images() -> dict[str, str]:
    """Variable to the image it stands for where nobody pins it."""
    in_compose = re.findall(r"\$\{([A-Z]+_IMAGE):-([^}]+)\}", COMPOSE)
    return dict([*in_compose, *re.findall(r"^ARG ([A-Z]+_IMAGE)=(\S+)$", DOCKERFILE, re.MULTILINE)])


def test_no_image_has_a_tag_that_floats_over_versions() -> None:
    images = named_images()
    assert sorted(images) == ["NODE_IMAGE", "POSTGRES_IMAGE", "PYTHON_IMAGE", "REDIS_IMAGE"]
    assert all(PINNED.fullmatch(image) for image in images.values())


def test_every_image_can_be_pinned_by_digest() -> None:
    named = re.findall(r"^\s*(?:image:|FROM) (\S+)", f"{COMPOSE}\n{DOCKERFILE}", re.MULTILINE)
    outside = [image for image in named if image not in {"sigap", "packages"}]
    assert all(re.fullmatch(r"\$\{[A-Z]+_IMAGE(:-[^}]+)?\}", image) for image in outside)
    for variable, image in named_images().items():
        assert f"{variable}: ${{{variable}:-{image}}}" in COMPOSE or f"image: ${{{variable}:-{image}}}" in COMPOSE
        assert f"{variable}={image} " in GUIDE or f"{variable}={image};" in GUIDE
