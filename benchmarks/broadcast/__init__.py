"""Letters to many, against a Telegram that enforces its limits."""
