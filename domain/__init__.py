"""Rules: values in, facts or a Refusal out. No database, no Telegram, no clock."""
