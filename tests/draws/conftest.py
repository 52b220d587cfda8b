"""Draws are made in the same small district."""

from tests.hazards.conftest import district

__all__ = ["district"]
