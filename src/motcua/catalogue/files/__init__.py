"""The catalogue as YAML files: reading with positions, checking, comparing with what is published, writing back."""
