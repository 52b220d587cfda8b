"""The sync engine: records, ops, merging, feeds. It does not know what a hazard is."""
