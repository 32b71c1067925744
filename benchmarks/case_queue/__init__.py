"""The queue of an office and the card of a case, of a thousand cases and of a million."""
