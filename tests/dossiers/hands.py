"""What a process of the tests does: `python -m tests.dossiers.hands MOMENT LOGIN` dies just before its commit."""

import os
import signal
import sys
from datetime import datetime

import django

if __name__ == "__main__":
    django.setup()

from motcua.dossiers import birth, orders
from motcua.dossiers.commands import receive
from motcua.people.actors import actor_for
from motcua.people.roster import roster
from tests.dossiers.province import HOUSEHOLD, applicant, three_papers


def die_before_commit(at: datetime, login: str) -> None:
    """Receive a dossier; be gone without a word when everything is written and nothing is committed."""
    birth.Change = lambda *_said: os.kill(os.getpid(), signal.SIGKILL)
    staff = roster().staff_by_login(login)
    actor = actor_for(roster().postings_of(staff.id, at.date())[0], on=at.date())
    receive(orders.ReceiveOrder(procedure=HOUSEHOLD, applicant=applicant(), papers=three_papers()), actor=actor, at=at)


if __name__ == "__main__":
    die_before_commit(datetime.fromisoformat(sys.argv[1]), sys.argv[2])
