"""Checklists with their example pictures: the pictures themselves, and checklists as files that carry them."""
