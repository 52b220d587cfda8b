"""What it costs: `make bench` prints one JSON line a figure; docs/performance.md says how to read them."""
