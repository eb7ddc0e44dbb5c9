"""Every refusal by its status, once for all faces. The words are stable: a partner's program may rest on them.

400 the request cannot be read; 401, 403 who asks; 404 it does not exist, or not for the caller; 409 the state of
things forbids it; 412, 428 the version; 413, 415 the size, the type; 422 what was sent is wrong in itself.

A screen says less by its status and more in its sentence: 403, 404, 429, and 409 for everything else, with the form
and what was typed in it. One difference is meant: what lies out of scope is not there for a machine (404), while a
person is told who holds it (403).
"""

from typing import Final

CODES: Final[dict[int, tuple[str, ...]]] = {
    400: ("bad_request", "bad_cursor", "bad_key", "bad_version", "choose_posting"),
    401: ("no_token", "bad_token", "token_ended"),
    403: (
        "denied",
        "needs_a_person",
        "may_not_act_for",
        "no_posting",
        "not_holder",
        "wrong_role",
        "same_person",
        "correction_by_the_unit",
        "pause_needs_leader",
        "own_request",
        "second_needs_leader",
        "not_the_signer",
    ),
    404: (
        "no_such_address",
        "not_for_you",
        "out_of_scope",
        "out_of_sector",
        "unknown_dossier",
        "unknown_procedure",
        "unknown_unit",
        "unknown_staff",
        "no_such_file",
        "no_such_print",
    ),
    405: ("method_not_allowed",),
    409: (
        "already_apologised",
        "already_holder",
        "apology_date_moved",
        "apology_first",
        "apology_not_signed",
        "bench_ledger",
        "choose_agency",
        "file_gone",
        "late_for_ever",
        "ledger_key_missing",
        "mirror_read_only",
        "missing_field",
        "more_steps",
        "needs_own_verb",
        "no_calendar",
        "no_desk",
        "no_draft",
        "no_forms_yet",
        "no_way",
        "no_way_back",
        "not_a_member",
        "not_approved",
        "not_at_once",
        "not_in_intake_scope",
        "not_receivable",
        "not_to_decision",
        "nothing_corrected",
        "nothing_proposed",
        "number_taken",
        "out_of_calendar",
        "print_changed",
        "print_forgotten",
        "procedure_not_in_force",
        "received_in_future",
        "issued_before_received",
        "issued_in_future",
        "same_calendar",
        "slip_void",
        "too_late_to_undo",
        "unit_closed",
        "unprintable_text",
        "would_be_late",
        "cause_not_listed",
        "clock_stands",
        "not_near_due",
        "not_paused",
        "asked_passed",
        "came_already",
        "no_supplement",
        "not_all_judged",
        "supplement_open",
        "window_open",
        "nothing_drafted",
        "nothing_promised",
        "unit_not_involved",
        "already_extended",
        "correction_too_early",
        "correction_too_late",
        "extension_not_listed",
        "no_refusal_proposed",
        "nothing_due",
        "refusal_has_no_result",
        "refusal_proposed",
        "same_moment",
        "wrong_state",
        "wrong_step",
    ),
    412: ("stale_version",),
    413: ("file_too_large", "body_too_large"),
    415: ("wrong_media_type",),
    422: (
        "invalid",
        "authority_not_seen",
        "answered_twice",
        "asked_twice",
        "empty_answer",
        "left_out",
        "not_asked",
        "nothing_asked",
        "part_needs_reason",
        "second_needs_ground",
        "unanswered",
        "unknown_asked",
        "unknown_part",
        "words_missing",
        "bad_extension",
        "bad_identity",
        "bad_phone",
        "bad_procedure_code",
        "bad_tax_code",
        "broken_pdf",
        "broken_picture",
        "decision_missing",
        "document_missing",
        "empty_file",
        "empty_note",
        "encrypted_pdf",
        "identity_not_seen",
        "item_twice",
        "key_reused",
        "name_missing",
        "no_sets",
        "nothing_judged",
        "pdf_too_long",
        "pdf_without_pages",
        "picture_too_large",
        "promise_in_past",
        "proof_missing",
        "reason_needs_words",
        "signed_pdf_acts",
        "taker_missing",
        "too_long",
        "unknown_case",
        "unknown_file",
        "unknown_item",
        "unknown_paper",
        "unknown_party",
        "unknown_reason",
        "unprintable_sign",
        "verdict_needs_reason",
        "bad_amount",
        "correction_in_future",
        "not_to_propose",
        "obligation_without_basis",
        "obligation_without_notice",
        "receipt_missing",
        "withdrawal_before_received",
        "withdrawal_in_future",
        "withdrawal_without_number",
        "withdrawal_without_reason",
        "wrong_file_type",
    ),
    428: ("version_missing",),
    500: ("internal_error",),
}

STATUS: Final[dict[str, int]] = {code: status for status, codes in CODES.items() for code in codes}
EVERY_CODE: Final[tuple[str, ...]] = tuple(sorted(STATUS))

_OUT_OF_SCOPE: Final = frozenset({"not_for_you", "out_of_scope", "out_of_sector"})
_ON_SCREENS_ONLY: Final[dict[str, int]] = {"not_found": 404, "too_many_attempts": 429}
_SAID_ON_SCREENS: Final = frozenset({403, 404, 429})
CONFLICT: Final = 409


def status_for_machine(code: str) -> int:
    """The HTTP status of a refusal over the API."""
    return STATUS.get(code, CONFLICT)


def status_on_screen(code: str) -> int:
    """The HTTP status of the same refusal on a page."""
    if code in _OUT_OF_SCOPE:
        return 403
    status = _ON_SCREENS_ONLY.get(code) or status_for_machine(code)
    return status if status in _SAID_ON_SCREENS else CONFLICT
