"""bin/serve: open the house. Prepares the data directory, then keeps a web server and a worker running until Ctrl+C."""

import argparse
import os
from pathlib import Path

from motcua.config.launching import add_arguments, furnish, settle
from motcua.config.occupancy import alone_in
from motcua.config.supervision import MOTCUA, House, Interrupted, heed_signals, run_step

NAME = "serve"
HELP = "Mở máy chủ web và tiến trình nền với tỉnh minh họa; Ctrl+C để dừng."
NEEDS_DJANGO = False

REPOSITORY = Path(__file__).resolve().parents[4]


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options are those of the launcher."""
    add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Open, wait, close. 0 when closed on request, 1 when something did not work."""
    opening = settle(options, root=REPOSITORY)
    heed_signals()
    try:
        furnish(opening)
        os.environ["MOTCUA_DATA"] = str(opening.data)
        with alone_in(opening.data):
            return run_step([*MOTCUA, "prepare"]) or House(opening).live()
    except Interrupted:
        print("\nĐã dừng theo yêu cầu.", flush=True)
        return 0
