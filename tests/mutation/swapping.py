"""Putting a mutant into modules that are loaded already, in a forked process.

The code of a function is exchanged in the function itself, so that everybody who imported it has it. Data of a module
without classes are made anew and exchanged wherever that name stands for them.
"""

import ast
import functools
import gc
import sys
import types
from pathlib import Path
from typing import Any

from tests.mutation.mutants import Mutant, code_of, mutated

ROOMS = ("motcua", "tests")


class Unloadable(Exception):
    """The fault shows as soon as the module is loaded: noticed."""


class Loaded:
    """What is loaded, looked through once: a forked process that looked for itself would copy all memory."""

    def __init__(self) -> None:
        self.functions: dict[tuple[str, str], list[types.FunctionType]] = {}
        self.remembering: list[Any] = []
        for found in gc.get_objects():
            # `isinstance` would wake whatever only pretends to be there (settings, translations).
            if type(found) is types.FunctionType:
                code = found.__code__
                self.functions.setdefault((code.co_filename, code.co_qualname), []).append(found)
            elif type(found) is functools._lru_cache_wrapper and str(found.__module__).startswith(ROOMS):
                self.remembering.append(found)
        gc.freeze()

    def swap(self, mutant: Mutant, path: Path) -> bool:
        """Put it in place; False where that cannot be done in a loaded module. Raises Unloadable."""
        code = mutated(path, mutant.number)
        done = self._swap_function(mutant.function, path, code) if mutant.function else _swap_data(path, code)
        if done:
            # What functions remember was worked out by the sound source.
            for function in self.remembering:
                function.cache_clear()
        return done

    def _swap_function(self, name: str, path: Path, code: types.CodeType) -> bool:
        live = self.functions.get((str(path), name), [])
        for function in live:
            other = code_of(code, name, function.__code__.co_firstlineno)
            if other is None or other.co_freevars != function.__code__.co_freevars:
                return False
            function.__code__ = other
        return bool(live)


def has_classes(path: Path) -> bool:
    """Whether a module makes types: these are everywhere once they are loaded."""
    return any(isinstance(node, ast.ClassDef) for node in ast.parse(path.read_text(encoding="utf-8")).body)


def _swap_data(path: Path, code: types.CodeType) -> bool:
    module = next((m for m in list(sys.modules.values()) if getattr(m, "__file__", None) == str(path)), None)
    if module is None or has_classes(path):
        return False
    other = types.ModuleType(module.__name__)
    other.__file__ = str(path)
    try:
        exec(code, other.__dict__)
    except Exception as broken:  # as an import of it would be
        raise Unloadable(str(broken)) from broken
    for name, old in list(vars(module).items()):
        new = vars(other).get(name)
        if name.startswith("__") or isinstance(old, types.ModuleType | types.FunctionType | type):
            continue
        if isinstance(old, dict) and isinstance(new, dict):
            old.clear()
            old.update(new)
        else:
            _rebind(name, old, new)
    return True


def _rebind(name: str, old: object, new: object) -> None:
    """Wherever this name stands for that object, in the house and its tests."""
    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").startswith(ROOMS) and vars(module).get(name) is old:
            setattr(module, name, new)
