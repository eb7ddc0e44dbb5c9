"""The machines' face: the same verbs, the same rights, JSON."""
