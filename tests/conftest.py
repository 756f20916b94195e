"""What several tests share: the invented statutes, the evaluation material beside the checkout."""

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


STATUTES = Path(__file__).resolve().parents[1] / "fixtures" / "statutes"


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the invented statutes, which no test may write to."""
    from citelaw.registry.building import build  # lazy: 0.3 s

    out = tmp_path_factory.mktemp("invented") / "statutes.sqlite"
    build(STATUTES, STATUTES / "curated", out)
    out.chmod(0o444)
    return out


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
