"""Stories about hazards begin in a small district with one person or two in each post."""

from __future__ import annotations

import pytest
from flask import Flask

from server.hazards.collection import CommentCollection, HazardCollection
from server.notices.collection import NoticeCollection
from server.photos.collection import PhotoCollection
from server.places.collection import AreaCollection, ChecklistCollection, EnterpriseCollection
from server.sync.collections import register
from server.sync.conflicts import ConflictCollection
from server.sync.contributions import ContributionCollection
from tests import makers


@pytest.fixture
def district(app: Flask) -> makers.District:
    """The district, in a fresh database."""
    for collection in (
        AreaCollection(), EnterpriseCollection(), ChecklistCollection(), HazardCollection(), PhotoCollection(),
        CommentCollection(), ConflictCollection(), ContributionCollection(), NoticeCollection(),
    ):  # fmt: skip
        register(collection)
    return makers.district()
