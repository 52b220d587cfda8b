"""The life of a hazard."""
