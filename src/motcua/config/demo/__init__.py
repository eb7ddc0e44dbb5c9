"""The demo provinces: invented places, people and dossiers, made through the verbs like any other."""
