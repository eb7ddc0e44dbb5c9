"""`python -m tests.mutation rules`: how many of all small faults in these files the tests notice.

python -m tests.mutation SCOPE…            every file of these scopes (scopes.py); fails below the pass mark
  --files=deadlines.py,alarms.py           only these files of them; nothing is recorded
  --record=.ci/mutation.md                 write the table of this run into that file
  --survivors                              name at the end every mutant that no test noticed
"""

import argparse
import importlib
import json
import os
import shutil
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from tests.mutation import trying
from tests.mutation.fresh import is_green, try_fresh
from tests.mutation.mutants import Mutant, mutants
from tests.mutation.record import Result, passed, report, write
from tests.mutation.reviewed import equivalent
from tests.mutation.scopes import ROOT, SCOPES, Scope
from tests.mutation.sound import Findings, run_loaded, tell

# Libraries that every forked process would load for itself.
HEAVY = (
    "hypothesis.strategies",
    "django.test",
    "time_machine",
    "playwright.sync_api",
    "pytest_django",
    "holidays.countries",
)


def main(words: list[str]) -> int:
    """0 when every scope passes."""
    wish = _wish(words)
    folder = tempfile.mkdtemp(prefix="motcua-mutation-")
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    # Only the plugins that the tests need: a mutant that is loaded afresh pays for each.
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    for name in HEAVY:
        importlib.import_module(name)
    os.chdir(ROOT)
    try:
        results = [prove(SCOPES[name], set(filter(None, wish.files.split(",")))) for name in wish.scopes]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for result in results:
        print(report(result, survivors=wish.survivors), flush=True)
    if wish.record:
        write(ROOT / wish.record, results)
    return 0 if all(passed(result) for result in results) else 1


def _wish(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.mutation", usage=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("scopes", nargs="+", choices=sorted(SCOPES))
    parser.add_argument("--files", default="")
    parser.add_argument("--record", default="")
    parser.add_argument("--survivors", action="store_true")
    return parser.parse_args(words)


def prove(scope: Scope, only: set[str]) -> Result:
    """Every mutant of a scope, judged."""
    began = time.monotonic()
    paths = [path for path in scope.paths() if not only or path.name in only]
    wanted = [mutant for path in paths for mutant in mutants(path, ROOT) if mutant.name not in equivalent()]
    print(f"{scope.name}: {len(wanted)} mutants in {len(paths)} files", file=sys.stderr, flush=True)
    findings = _in_loaded_modules(scope, wanted)
    if findings.broken:
        raise SystemExit("red without any fault: " + ", ".join(findings.broken))
    left = [mutant for mutant in wanted if mutant.name not in findings.verdicts]
    print(f"{scope.name}: {len(left)} of them to be loaded afresh", file=sys.stderr, flush=True)
    if left and not is_green(scope, findings.timed(findings.in_order())):
        raise SystemExit("red without any fault, when loaded afresh")
    for mutant in left:
        tests = findings.tests(mutant) or findings.in_order()
        parts = (findings.timed(part) for part in findings.light_first(tests))
        noticed = any(try_fresh(mutant, scope, part) != trying.SURVIVED for part in parts)
        findings.verdicts[mutant.name] = trying.KILLED if noticed else trying.SURVIVED
        tell(mutant, findings.verdicts[mutant.name])
    killed = {mutant.name for mutant in wanted if findings.verdicts[mutant.name] != trying.SURVIVED}
    return Result(scope.name, wanted, killed, time.monotonic() - began)


def _in_loaded_modules(scope: Scope, wanted: list[Mutant]) -> Findings:
    """In a process of its own, for this one must load nothing of the house."""
    handed = Path(tempfile.mkdtemp()) / "findings.json"
    child = os.fork()
    if child == 0:
        try:
            handed.write_text(json.dumps(asdict(run_loaded(scope, wanted))), encoding="utf-8")
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    said = json.loads(handed.read_text(encoding="utf-8"))
    said["touching"] = {
        path: {int(line): tests for line, tests in lines.items()} for path, lines in said["touching"].items()
    }
    return Findings(**said)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
