"""The stories of example pictures begin in the same small district."""

from tests.sync.conftest import district, phone, template

__all__ = ["district", "phone", "template"]
