"""A Telegram on this machine: a Bot API server and a desk of phones; it knows of no bot."""
