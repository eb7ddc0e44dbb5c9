"""`python -m bench.inside MODULE …` runs a module of the benchmark with the product's Django started first."""

import runpy
import sys

from motcua.config.boot import start_django

if __name__ == "__main__":
    start_django()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
