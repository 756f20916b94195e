"""What several tests share: the evaluation material beside the checkout."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("citelaw", deadline=None)  # a busy machine proves nothing
settings.load_profile("citelaw")

os.environ["CITELAW_DATA"] = os.devnull  # what a developer imported must not change a result


@pytest.fixture(scope="session", autouse=True)
def _cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what runs keep away from the developer's own cache."""
    os.environ["CITELAW_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache"))


SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if SHARED.is_dir():
        return
    absent = pytest.mark.skip(reason="the evaluation material is not beside the checkout")
    for item in items:
        if "shared" in item.keywords:
            item.add_marker(absent)


@pytest.fixture(scope="session")
def shared() -> Path:
    return SHARED
