"""Events: claims about one happening, joined by who, what, when and where."""
