"""The closed lists of files, prints and results that stand in columns. A number, once stored, keeps its meaning."""

from enum import IntEnum


class FileOrigin(IntEnum):
    """How a file came into the house."""

    UPLOAD = 1  # the citizen or the portal sent it
    DESK = 2  # scanned or attached at the counter
    DRAFT = 3  # an officer's draft of a result
    RESULT = 4  # the result as issued
    PRINT = 5  # the first print of a statutory form
    EXCHANGE = 6  # another system sent it


class Scan(IntEnum):
    """What the virus scanner says of a blob. Without a scanner a blob stays WAITING ("chưa quét")."""

    WAITING = 1
    CLEAN = 2
    INFECTED = 3
    UNREADABLE = 4


class PrintKind(IntEnum):
    """Which statutory paper a print record owes (Circular 01/2018/TT-VPCP, Circular 03/2025/TT-VPCP)."""

    RECEIPT = 1
    SUPPLEMENT = 2
    REFUSAL = 3
    APOLOGY = 4
    STOP_NOTICE = 5
    CONTROL_SLIP = 6
    REGISTER = 7


class StopGround(IntEnum):
    """Why a dossier is settled no further (form 05 of Circular 03/2025/TT-VPCP)."""

    WITHDRAWN = 1  # the applicant asked for it
    STOPPED = 2  # the agency found that it cannot go on
    LAPSED = 3  # the window for the supplement passed


class FormSet(IntEnum):
    """Which set of statutory forms is printed. It has its own validity, apart from the rule profile."""

    F2018 = 1  # six forms, Circular 01/2018/TT-VPCP
    F2025 = 2  # seven forms, Circular 03/2025/TT-VPCP
