"""The small district, its people over HTTP and their phones."""

from tests.people.conftest import somebody
from tests.sync.conftest import district, phone, template

__all__ = ["district", "phone", "somebody", "template"]
