"""What nobody can guess: the reference of a dossier, and the secret in the QR of its slip."""

import secrets

from motcua.rules.numbering import make_reference

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"


def fresh_reference() -> str:
    """Eight characters of Crockford base 32, the last a check; 35 random bits."""
    return make_reference(secrets.randbits(35))


def fresh_secret() -> str:
    """Ten characters that can be read aloud, about 49 random bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))
