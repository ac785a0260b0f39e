"""The HTTP API: one module a noun, each with a router; the web app and other programs ask it alike."""
