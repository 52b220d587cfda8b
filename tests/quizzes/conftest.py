"""Quizzes are asked on walkthroughs of the same small district."""

from tests.walkthroughs.conftest import checklist, district, phone, template

__all__ = ["checklist", "district", "phone", "template"]
