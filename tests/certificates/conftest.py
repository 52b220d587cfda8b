"""The stories of certificates begin in the same small district."""

from tests.walkthroughs.conftest import checklist, district, phone, template

__all__ = ["checklist", "district", "phone", "template"]
