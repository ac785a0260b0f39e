"""Actor resolution: which names mean one actor, across scripts and transliterations."""
