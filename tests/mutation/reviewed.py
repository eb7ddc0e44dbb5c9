"""Mutants that are no faults: what they say is the same. Each with the reason why no test can ever notice it."""

EQUIVALENT: dict[str, str] = {}


def equivalent() -> set[str]:
    """Their names, as `python -m tests.mutation --survivors` writes them."""
    return set(EQUIVALENT)
