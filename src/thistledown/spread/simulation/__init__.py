"""Exact simulators in continuous time, compiled: outbreaks on one graph, first passage on many layers."""
