"""The gazetteer of places, and the words around a name that show that a place is meant."""
