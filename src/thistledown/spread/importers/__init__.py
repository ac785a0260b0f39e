"""Public data sets as channels: one module a data set."""
