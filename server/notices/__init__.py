"""A person is told what concerns him."""
