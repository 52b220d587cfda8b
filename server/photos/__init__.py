"""Pictures: their bytes, their checks, their renditions."""
