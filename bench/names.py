"""What the province and its callers agree on."""

HOUSEHOLD = "1.001612"  # five steps: a whole life
CHAIN = "1.009999"  # many steps of the officer: transitions
LINKS = 6  # so many
