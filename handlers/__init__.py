"""One conversation per file: load, decide, keep, answer."""
