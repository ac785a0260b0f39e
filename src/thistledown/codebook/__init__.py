"""The vocabulary: terms with definitions, and the registries of actors, sources and places."""
