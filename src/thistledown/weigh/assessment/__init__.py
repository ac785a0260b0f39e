"""How likely it is that an event happened, and why."""
