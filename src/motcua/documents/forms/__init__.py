"""The statutory forms: a typed sheet goes in, the bytes of a PDF come out.

A sheet (`receipt`, `refusal`, `control_slip`, `register`) is a frozen dataclass of what the paper says. Its words come
from `wording/` (one set of forms per validity), its Vietnamese dates and numbers from `phrases`, its layout from
`templates/` through `press`. Values travel as JSON: a name never becomes markup. `values` turns a sheet into JSON and
back, so that a print record can keep it.
"""
