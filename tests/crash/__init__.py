"""Killing the bot, its database and its network on purpose, and counting what is left."""
