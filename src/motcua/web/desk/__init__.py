"""The desk: the face of those who work. Views translate; verbs decide."""
