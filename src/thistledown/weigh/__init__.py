"""Claims to events: who leans on whom, who is who, how likely, and the analyst's hand on it."""
