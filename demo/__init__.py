"""A synthetic district to try the bot in. Nobody in here exists."""
