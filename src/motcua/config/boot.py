"""Start Django late: only a command that needs the database pays for it."""

import os
from importlib import import_module

from motcua.rules.faults import Fault


class NoEnvironment(Fault):
    """The libraries are not there: nobody has made the Python environment yet, or it is half made."""

    code = "no_environment"
    sentence = "Chưa có đủ thư viện Python ({missing}); hãy chạy bin/serve hoặc bin/motcua prepare rồi gọi lại."


def start_django() -> None:
    """Load settings and models; again is harmless. Raises NoEnvironment when the libraries are missing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    try:
        import_module("django").setup()
    except ModuleNotFoundError as problem:
        raise NoEnvironment(missing=problem.name) from problem
