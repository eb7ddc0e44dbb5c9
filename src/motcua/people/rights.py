"""THE table of rights: role × verb or action × scope, on one page, and what ties a role to a dossier.

Data only (Decree 61/2018 Art. 9–12); `permissions` asks it.
"""

from collections.abc import Iterable

from motcua.people.actions import Action, ClientScope, Scope
from motcua.rules.lifecycle import Role, Verb

_LOOK = (
    Action.VIEW_DOSSIER,
    Action.VIEW_PERSON,
    Action.VIEW_FILE,
    Action.VIEW_APPRAISAL,
    Action.PRINT,
    Action.SEARCH,
    Action.VIEW_WORKLIST,
)
_BOOKS = (Action.VIEW_REGISTER, Action.EXPORT)
_COUNTER = (Verb.RECEIVE, Verb.REFUSE, Verb.UNDO_RECEIVE, Verb.CORRECT_DETAILS, Verb.FORWARD, Verb.RETURN_RESULT)
_OFFICE = (Verb.FORWARD, Verb.SEND_BACK, Verb.JUDGE_PAPER, Verb.PROPOSE, Verb.CORRECT_DETAILS, Verb.ANNOTATE)
# Only the desk speaks to the applicant (Decree 61/2018 Art. 5(1)(e)): it sends, and takes what comes in answer.
_TO_APPLICANT = (
    Verb.REQUEST_SUPPLEMENT,
    Verb.ACCEPT_SUPPLEMENT,
    Verb.CONFIRM_OBLIGATION,
    Verb.WITHDRAW,
    Verb.SEND_APOLOGY,
)
_TIMES = (
    Verb.PROPOSE_SUPPLEMENT,
    Verb.DROP_SUPPLEMENT,
    Verb.REQUEST_OBLIGATION,
    Verb.CONFIRM_OBLIGATION,
    Verb.PAUSE,
    Verb.RESUME,
    Verb.DRAFT_APOLOGY,
)
_LEADING = (Verb.SIGN_SUPPLEMENT, Verb.DROP_SUPPLEMENT, Verb.PAUSE, Verb.RESUME, Verb.EXTEND, Verb.STOP, Verb.DECLINE)
_DECISION = (Verb.APPROVE, Verb.FORWARD, Verb.SEND_BACK, Verb.FINISH, Verb.ANNOTATE)

Grants = dict[Action | Verb, Scope]


def _grant(scope: Scope, *what: Iterable[Action | Verb] | Action | Verb) -> Grants:
    grants: Grants = {}
    for item in what:
        grants |= {item: scope} if isinstance(item, Action | Verb) else dict.fromkeys(item, scope)
    return grants


ALLOWED: dict[Role, Grants] = {
    # A finish at the desk is the NOW procedure: received, settled and returned in one go (Art. 17(4)).
    Role.DESK: _grant(Scope.SECTORS, _LOOK, _BOOKS, _COUNTER, _TO_APPLICANT, Verb.FINISH, Verb.ANNOTATE),
    # The head sees all of the unit and changes no result (Art. 9).
    Role.HEAD_DESK: _grant(
        Scope.UNIT_TREE,
        _LOOK,
        _BOOKS,
        _COUNTER,
        _TO_APPLICANT,
        Verb.LAPSE_SUPPLEMENT,
        Verb.ANNOTATE,
        Verb.RECOMPUTE_DUE,
        Action.SHARE_VIEW,
        Action.VIEW_STAFF,
    ),
    Role.COORDINATOR: _grant(
        Scope.UNIT_TREE,
        _LOOK,
        _BOOKS,
        _OFFICE,
        _TIMES,
        Verb.SIGN_SUPPLEMENT,
        Verb.ASSIGN,
        Action.SHARE_VIEW,
        Action.VIEW_STAFF,
    ),
    Role.OFFICER: _grant(Scope.SECTORS, _LOOK, _BOOKS, _OFFICE, _TIMES),
    Role.DUTY: _grant(Scope.OWN_UNIT, _LOOK, _DECISION, _LEADING),
    # The head of the agency at fault signs the apology, never the desk (Art. 12(5), 19(9)).
    Role.APPROVER: _grant(Scope.UNIT_TREE, _LOOK, _BOOKS, Action.SHARE_VIEW, Action.VIEW_STAFF)
    | _grant(
        Scope.OWN_UNIT, _DECISION, _LEADING, Verb.ASSIGN, Verb.LAPSE_SUPPLEMENT, Verb.DRAFT_APOLOGY, Verb.SIGN_APOLOGY
    ),
    Role.CLERK: _grant(Scope.OWN_UNIT, _LOOK, _BOOKS, Verb.FORWARD, Verb.SEND_BACK, Verb.FINISH, Verb.ANNOTATE),
    Role.CONSULT: _grant(Scope.OWN_UNIT, _LOOK, Verb.ANNOTATE),
    Role.CASHIER: _grant(
        Scope.OWN_UNIT,
        Action.VIEW_DOSSIER,
        Action.VIEW_PERSON,
        Action.SEARCH,
        Action.PRINT,
        Action.VIEW_WORKLIST,
        Verb.CONFIRM_OBLIGATION,
    ),
    Role.CONTROL: _grant(
        Scope.PROVINCE,
        _LOOK,
        _BOOKS,
        Action.VIEW_STAFF,
        Action.VIEW_LEDGER,
        Action.VIEW_FOLD,
        Action.ADMINISTER_CATALOGUE,
        Action.ADMINISTER_CALENDAR,
        Verb.RECOMPUTE_DUE,
        Verb.CORRECT_DUE,
    ),
    # Public postal staff: their own intake, never the appraisal (Decree 107/2021).
    Role.POST: _grant(
        Scope.OWN_UNIT,
        (look for look in _LOOK if look is not Action.VIEW_APPRAISAL),
        Action.VIEW_REGISTER,
        _COUNTER,
    ),
    Role.AUDIT: _grant(Scope.PROVINCE, _LOOK, _BOOKS, Action.VIEW_STAFF, Action.VIEW_LEDGER, Action.VIEW_FOLD),
    # Administers and reads no dossier and no person.
    Role.ADMIN: _grant(
        Scope.PROVINCE,
        Action.VIEW_STAFF,
        Action.VIEW_LEDGER,
        Action.VIEW_FOLD,
        Action.ADMINISTER_UNITS,
        Action.ADMINISTER_PEOPLE,
        Action.ADMINISTER_CATALOGUE,
        Action.ADMINISTER_CALENDAR,
        Action.ADMINISTER_SETTINGS,
        Action.ADMINISTER_CLIENTS,
    ),
}

CLIENT_ALLOWED: dict[ClientScope, Grants] = {
    ClientScope.READ: _grant(
        Scope.UNIT_TREE, Action.VIEW_DOSSIER, Action.VIEW_PERSON, Action.VIEW_FILE, Action.SEARCH, Action.VIEW_REGISTER
    ),
    ClientScope.SUBMIT: {},  # the submission of an online filing is no verb of this table yet
    ClientScope.ACT: {},  # opens Acting-For; what then counts is the role of the person
}

DESK_COLUMNS = ("receiving_unit_id", "supporting_unit_id")
_OFFICE_COLUMNS = ("holder_unit_id", "competent_unit_id")
EVERY_COLUMN = (*DESK_COLUMNS, *_OFFICE_COLUMNS)

# Which units of a dossier tie it to somebody of this role.
TIES: dict[Role, tuple[str, ...]] = {
    Role.DESK: (*DESK_COLUMNS, "holder_unit_id"),
    Role.HEAD_DESK: (*DESK_COLUMNS, "holder_unit_id"),
    Role.COORDINATOR: _OFFICE_COLUMNS,
    Role.OFFICER: _OFFICE_COLUMNS,
    Role.DUTY: (*DESK_COLUMNS, "holder_unit_id"),
    Role.APPROVER: _OFFICE_COLUMNS,
    Role.CLERK: _OFFICE_COLUMNS,
    Role.CONSULT: ("holder_unit_id",),
    Role.CASHIER: DESK_COLUMNS,
    Role.POST: DESK_COLUMNS,
}

# Work is done where the dossier lies; the counter's verbs where it came in.
AT_HOLDER = frozenset(
    {
        Verb.ASSIGN,
        Verb.FORWARD,
        Verb.SEND_BACK,
        Verb.JUDGE_PAPER,
        Verb.PROPOSE,
        Verb.APPROVE,
        Verb.FINISH,
        Verb.PROPOSE_SUPPLEMENT,
        Verb.REQUEST_OBLIGATION,
        Verb.DECLINE,
    }
)
AT_COUNTER = frozenset(
    {
        Verb.RECEIVE,
        Verb.REFUSE,
        Verb.UNDO_RECEIVE,
        Verb.REQUEST_SUPPLEMENT,
        Verb.ACCEPT_SUPPLEMENT,
        Verb.WITHDRAW,
        Verb.SEND_APOLOGY,
    }
)
# What the head of the agency signs that settles the dossier, wherever it lies.
AT_AGENCY = frozenset({Verb.SIGN_APOLOGY})
PERSONAL = frozenset(
    {
        Verb.FORWARD,
        Verb.JUDGE_PAPER,
        Verb.PROPOSE,
        Verb.APPROVE,
        Verb.FINISH,
        Verb.PROPOSE_SUPPLEMENT,
        Verb.REQUEST_OBLIGATION,
        Verb.DECLINE,
        Verb.PAUSE,
        Verb.RESUME,
    }
)
MAY_TAKE_OVER = frozenset({Role.COORDINATOR, Role.HEAD_DESK})
# Who works stops the clock of what he holds, where it lies; who leads may do so anywhere in his house.
STOPS_THE_CLOCK = frozenset({Verb.PAUSE, Verb.RESUME})
LEADS = frozenset({Role.COORDINATOR, Role.APPROVER, Role.DUTY})
# Whose own words the applicant reads (Art. 5(1)(e)): what anybody else says of a pause or a payment stays in the house.
SPEAKS_TO_APPLICANT = LEADS | {Role.DESK, Role.HEAD_DESK}

# Whoever is on duty at the Centre decides there for the agencies: what lies with him, whatever came in at his desk.
WHERE_IT_LIES = frozenset({Role.DUTY})

# Who may work a step that the process gives to a role.
WORKS_AS: dict[Role, frozenset[Role]] = {
    Role.DESK: frozenset({Role.DESK, Role.HEAD_DESK, Role.POST}),
    Role.OFFICER: frozenset({Role.OFFICER, Role.COORDINATOR}),
    Role.APPROVER: frozenset({Role.APPROVER, Role.DUTY}),
    Role.DUTY: frozenset({Role.DUTY, Role.APPROVER}),
}
