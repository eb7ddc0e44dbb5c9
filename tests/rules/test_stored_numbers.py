"""What stands in columns for ever: a number, once stored, keeps its meaning, whatever is added later.

Written by hand beside the source: who changes a number here changes what every dossier of the past says. A new value
gets a new number and its place in this list; a number that was used once is never used again.
"""

import importlib
import pkgutil
from enum import IntEnum

import pytest

from motcua import rules

STORED = {
    "apologies.Promise": "1=OPEN 2=KEPT 3=BROKEN 4=ENDED",
    "codes.Profile": "1=R2018 2=R2025",
    "codes.Channel": "1=DIRECT 2=ONLINE 3=POST",
    "codes.MasterSystem": "1=LOCAL 2=MINISTRY 3=NATIONAL",
    "codes.Clock": "1=NOT_STARTED 2=RUNNING 3=PAUSED 4=ENDED",
    "codes.OutcomeKind": "1=APPROVED 2=REFUSED 3=WITHDRAWN 4=RETURNED 5=STOPPED",
    "codes.Apology": "0=NONE 1=IN_TIME 2=AFTER_DUE",
    "codes.ReturnMethod": "1=DESK 2=POST 3=ONLINE 4=ONLINE_AND_DESK",
    "codes.PartyRole": "1=APPLICANT 2=OWNER 3=REPRESENTATIVE 4=TAKER",
    "codes.PartyKind": "1=PERSON 2=BUSINESS 3=AGENCY 4=OTHER 5=HOUSEHOLD",
    "codes.IdentityKind": "0=NONE 1=CITIZEN 2=TAX 3=PASSPORT 4=OTHER",
    "codes.PaperNature": "0=ORIGINAL 1=COPY 2=ELECTRONIC",
    "codes.PaperSource": "0=DESK 1=SCAN 2=UPLOAD 3=DATABASE 4=STORE",
    "codes.PaperVerdict": "1=PASS 2=NEEDS_WORK",
    "codes.SegmentKind": "1=ANSWER 2=RUN 3=PAUSE",
    "codes.SegmentCause": "1=ACCEPTANCE 2=SUPPLEMENT 3=OBLIGATION 4=POSTING 5=VERIFICATION 6=FORCE_MAJEURE 7=RESUMED",
    "codes.DueChangeKind": "1=FIRST 2=RESUME 3=RESTART 4=EXTEND 5=REAPPOINT 6=RECOMPUTE 7=CORRECTION",
    "codes.StepEnd": "1=DONE 2=SENT_BACK 3=TAKEN_BACK 4=CANCELLED 5=TRANSFERRED",
    "codes.NoteVisibility": "1=INTERNAL 2=APPLICANT",
    "codes.ResultState": "1=VALID 2=SUSPENDED 3=REVOKED 4=REPLACED 5=CORRECTED 6=EXPIRED",
    "codes.SupplementState": "1=PROPOSED 2=SIGNED 3=SENT 4=ANSWERED 5=ACCEPTED 6=LAPSED 7=DROPPED 8=CLOSED",
    "codes.ApologyState": "1=DRAFTED 2=SIGNED 3=SENT 4=DROPPED",
    "codes.ProofKind": "1=HANDED_OVER 2=EMAIL 3=SMS 4=PHONE 5=POST",
    "days.DayKind": "0=ORDINARY 1=OFF 2=WORK 3=HALF",
    "deadlines.Timing": "1=EARLY 2=ON_TIME 3=LATE",
    "documents.FileOrigin": "1=UPLOAD 2=DESK 3=DRAFT 4=RESULT 5=PRINT 6=EXCHANGE",
    "documents.Scan": "1=WAITING 2=CLEAN 3=INFECTED 4=UNREADABLE",
    "documents.PrintKind": "1=RECEIPT 2=SUPPLEMENT 3=REFUSAL 4=APOLOGY 5=STOP_NOTICE 6=CONTROL_SLIP 7=REGISTER",
    "documents.StopGround": "1=WITHDRAWN 2=STOPPED 3=LAPSED",
    "documents.FormSet": "1=F2018 2=F2025",
    "lifecycle.State": "1=SUBMITTED 2=RECEIVED 3=REFUSED 4=PROCESSING 5=SUPPLEMENT 6=OBLIGATION 7=WITHDRAWN 8=STOPPED"
    " 9=SETTLED 10=RETURNED 90=ANNULLED",
    "lifecycle.Role": "1=DESK 2=HEAD_DESK 3=COORDINATOR 4=OFFICER 5=DUTY 6=APPROVER 7=CLERK 8=CONSULT 9=CASHIER"
    " 10=CONTROL 11=POST 12=AUDIT 13=ADMIN",
    "lifecycle.NodeKind": "1=INTAKE 2=WORK 3=APPROVE 4=SEAL 5=NUMBER 6=CONSULT 7=JOIN 8=RETURN 9=TASK",
    "limits.LimitUnit": "1=WD 2=CD 3=WH 4=MO 5=SAMEDAY 6=NOW",
    "limits.EndMode": "1=END_OF_DAY 2=ROLLING",
    "limits.Resume": "1=RESUME 2=RESTART",
    "notices.Digest": "1=AT_ONCE 2=DAILY",
    "notices.MailState": "1=QUEUED 2=SENT 3=FAILED 4=DROPPED",
    "organisation.UnitLevel": "1=PROVINCE 2=DEPARTMENT 3=SUB_DEPARTMENT 4=DISTRICT 5=COMMUNE 6=ONE_STOP 7=VERTICAL "
    "8=SUPPORT_POINT 9=OUTSIDE",
    "organisation.AccountKind": "1=STAFF 2=CITIZEN",
    "organisation.PostingKind": "1=OFFICIAL 2=SUBSTITUTE",
    "organisation.Rating": "1=EXCELLENT 2=GOOD 3=DONE 4=NOT_DONE",
    "organisation.AbsenceCause": "1=LEAVE 2=SICK 3=MISSION 4=TRAINING 5=OTHER",
    "procedures.Status": "1=DRAFT 2=PUBLISHED 3=WITHDRAWN",
    "procedures.Level": "1=COMMUNE 2=DISTRICT 3=DEPARTMENT 4=BRANCH 5=PROVINCE 6=POLICE",
    "procedures.Online": "0=NONE 1=PARTIAL 2=FULL",
    "procedures.Evidence": "1=VERIFIED 2=CONFIDENT 3=UNCERTAIN 4=ILLUSTRATIVE",
    "procedures.Start": "1=ACCEPTANCE 2=OBLIGATION",
    "procedures.FeeKind": "1=FEE 2=CHARGE",
    "procedures.Per": "1=DOSSIER 2=PAGE 3=COPY 4=CASE",
    "procedures.FeeMoment": "1=INTAKE 2=SUPPLEMENT 3=OBLIGATION 4=RETURN",
    "procedures.Refund": "0=NONE 1=NOT_ELIGIBLE 2=BEFORE_WORK",
    "procedures.IntakeMode": "1=OWN 2=ON_BEHALF 3=BOUNDARY_FREE 4=TRACKED",
    "procedures.Join": "1=ALL 2=ANY 3=COUNT",
}


def _modules():
    return [importlib.import_module(f"motcua.rules.{found.name}") for found in pkgutil.iter_modules(rules.__path__)]


def _lists():
    """Every closed list of numbers in the rules, by the file and name under which it is known."""
    return {
        f"{module.__name__.rpartition('.')[2]}.{name}": found
        for module in _modules()
        for name, found in vars(module).items()
        if isinstance(found, type) and issubclass(found, IntEnum) and found.__module__ == module.__name__
    }


def _words():
    """Every table that puts such a list into Vietnamese."""
    return {
        f"{module.__name__}.{name}": found
        for module in _modules()
        for name, found in vars(module).items()
        if name.endswith("_WORDS") and isinstance(found, dict) and isinstance(next(iter(found)), IntEnum)
    }


def test_no_closed_list_is_missing_here():
    assert set(_lists()) == set(STORED)


@pytest.mark.parametrize("name", STORED)
def test_a_number_that_was_stored_keeps_its_meaning(name):
    written = " ".join(f"{value.value}={word}" for word, value in _lists()[name].__members__.items())
    assert written == STORED[name]


@pytest.mark.parametrize("table", _words().values(), ids=_words())
def test_whatever_is_put_into_words_is_put_into_words_wholly(table):
    assert set(table) == set(type(next(iter(table))))
    assert all(words.strip() for words in table.values())
