"""Who has had which hand in a dossier, for the rule that nobody decides on his own work."""

from motcua.dossiers.work import Work
from motcua.rules.lifecycle import NodeKind, Role, Verb
from motcua.rules.separation import check_separation


def require_other_hand(work: Work, verb: Verb) -> None:
    """Receiver, appraiser and approver are three persons unless the process is on site. Raises SamePerson.

    Who received is the person of the intake step; who appraised, the persons of finished work steps of an officer.
    """
    if work.actor.staff_id is None:
        return
    appraised_by = {
        step.person_id
        for step in work.steps
        if step.kind == NodeKind.WORK and step.role == Role.OFFICER and step.closed_at and step.person_id
    }
    approved_by = {
        step.person_id for step in work.steps if step.kind == NodeKind.APPROVE and step.closed_at and step.person_id
    }
    check_separation(
        verb,
        person=work.actor.staff_id,
        received_by=work.steps[0].person_id,
        appraised_by=appraised_by,
        approved_by=approved_by,
        on_site=work.process.on_site,
    )
