"""What happened to hazards, as plain facts for whoever listens after the commit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class HazardReported:
    """Somebody found a hazard."""

    id: str
    severity: str


@dataclass(frozen=True)
class StepTaken:
    """A hazard went a step on its way; the two states are equal when it stayed where it was."""

    id: str
    act: str
    from_state: str
    to_state: str
