"""The stories of places begin in the same small district as those of phones."""

from __future__ import annotations

import pytest

from tests.sync.conftest import _build, district, phone

__all__ = ["district", "phone", "template"]


@pytest.fixture(scope="session")
def template(database_kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the district in it."""
    folder = tmp_path_factory.mktemp("places")
    if database_kind == "sqlite":
        name = str(folder / "district.db")
        url = f"sqlite:///{name}"
    else:
        cluster = request.getfixturevalue("cluster")
        name = "template_places"
        cluster.create(name)
        url = cluster.url(name)
    _build(url, folder)
    return name
