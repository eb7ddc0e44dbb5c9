"""The tables of the reference."""
