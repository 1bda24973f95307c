"""How long synthesis takes, how much memory it needs, and how both grow."""
