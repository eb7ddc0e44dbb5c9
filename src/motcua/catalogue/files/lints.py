"""What is wrong with a procedure as such: dates, cases, limits, papers, fees. Each lint yields findings with lines."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from motcua.catalogue.definitions import UNKNOWN, FeeDefinition, ProcedureDefinition, VersionDefinition, plain
from motcua.catalogue.files.findings import Finding, Severity
from motcua.catalogue.files.folder import Files, procedure_file
from motcua.catalogue.files.process_lints import lint_process
from motcua.rules.codes import SegmentCause
from motcua.rules.faults import Fault
from motcua.rules.numbering import parse_procedure_code
from motcua.rules.procedures import Evidence


class Notes:
    """The findings of one file, while it is looked through."""

    def __init__(self, file: str) -> None:
        self.file = file

    def error(self, line: int, code: str, sentence: str) -> Finding:
        """A finding that forbids the import."""
        return Finding(self.file, line, code, Severity.ERROR, sentence)

    def warning(self, line: int, code: str, sentence: str) -> Finding:
        """Advice."""
        return Finding(self.file, line, code, Severity.WARNING, sentence)


def lint(files: Files, *, known: frozenset[str] = frozenset(), sectors: frozenset[str] = frozenset()) -> list[Finding]:
    """Everything that can be said of the files themselves; `known` procedures and `sectors` are in the catalogue."""
    found: list[Finding] = []
    codes, keys = known | files.procedures.keys(), sectors | files.sectors.keys()
    for procedure in files.procedures.values():
        notes = Notes(procedure_file(procedure.code))
        found.extend(_lint_procedure(procedure, keys, notes))
        for version in procedure.versions:
            found.extend(_lint_version(version, procedure, codes, notes))
            found.extend(lint_process(version, notes.file))
    return found


def _lint_procedure(procedure: ProcedureDefinition, sectors: frozenset[str], notes: Notes) -> Iterator[Finding]:
    try:
        parse_procedure_code(procedure.code)
    except Fault as fault:
        yield notes.error(procedure.line, "wrong_value", fault.message)
    if procedure.sector not in sectors:
        yield notes.error(procedure.line, "unknown_sector", f"Không có lĩnh vực “{procedure.sector}”.")
    for earlier, later in pairwise(procedure.versions):
        if later.no <= earlier.no or later.valid_from <= earlier.valid_from:
            yield notes.error(later.line, "version_order", "Phiên bản sau phải có số và ngày hiệu lực lớn hơn.")
        elif earlier.valid_to is None or earlier.valid_to > later.valid_from:
            sentence = f"Phiên bản {earlier.no} còn hiệu lực khi phiên bản {later.no} bắt đầu."
            yield notes.error(later.line, "overlap", sentence)
    uncertain = _count(plain(procedure), Evidence.UNCERTAIN.name.lower())
    if uncertain:
        sentence = f"{uncertain} thông tin cần kiểm tra lại trước khi dùng thật."
        yield Finding(notes.file, procedure.line, "uncertain", Severity.NOTE, sentence)


def _lint_version(
    version: VersionDefinition, procedure: ProcedureDefinition, codes: frozenset[str], notes: Notes
) -> Iterator[Finding]:
    if version.valid_to is not None and version.valid_to <= version.valid_from:
        yield notes.error(version.line, "version_order", "Ngày hết hiệu lực phải sau ngày có hiệu lực.")
    yield from _lint_cases(version, notes)
    yield from _lint_limits(version, notes)
    yield from _lint_pauses(version, notes)
    yield from _lint_papers(version, procedure, codes, notes)
    for fee in version.fees:
        yield from _lint_fee(fee, notes)


def _lint_cases(version: VersionDefinition, notes: Notes) -> Iterator[Finding]:
    keys = [case.key for case in version.cases]
    for case in version.cases:
        if keys.count(case.key) > 1:
            yield notes.error(case.line, "duplicate", f"Trường hợp “{case.key}” có nhiều lần.")
    named = [(limit.case, limit.line) for limit in version.limits]
    named += [(paper.case, paper.line) for paper in version.papers]
    named += [(fee.case, fee.line) for fee in version.fees]
    named += [(pause.case, pause.line) for pause in version.pauses]
    for key, line in named:
        if key is not None and key not in keys:
            yield notes.error(line, "unknown_case", f"Không có trường hợp “{key}”.")


def _lint_limits(version: VersionDefinition, notes: Notes) -> Iterator[Finding]:
    for line in _repeated((limit.case, limit.start, limit.line) for limit in version.limits):
        yield notes.error(line, "duplicate", "Mỗi trường hợp chỉ có một thời hạn.")
    if not version.limits:
        yield notes.warning(version.line, "unknown_limit", "Chưa có thời hạn nên thủ tục chỉ để tra cứu.")
    for limit in version.limits:
        if limit.value == UNKNOWN:
            yield notes.warning(limit.line, "unknown_limit", "Chưa rõ thời hạn nên chưa tiếp nhận được.")


def _lint_pauses(version: VersionDefinition, notes: Notes) -> Iterator[Finding]:
    """Verification lengthens the term by the limit of a case, of the same article; other causes stop the clock."""
    basis = {limit.case: limit.basis for limit in version.limits}
    for pause in version.pauses:
        verifies = pause.cause is SegmentCause.VERIFICATION
        if verifies and pause.case is None:
            sentence = "Xác minh phải nêu trường hợp (case) có thời hạn dài hơn."
            yield notes.error(pause.line, "extension_without_case", sentence)
        elif not verifies and pause.case is not None:
            yield notes.error(pause.line, "wrong_value", "Chỉ xác minh (verification) mới nêu trường hợp (case).")
        elif verifies and not any(case != pause.case and basis[case] == basis.get(pause.case) for case in basis):
            sentence = "Không trường hợp nào khác có thời hạn cùng căn cứ với trường hợp được gia hạn."
            yield notes.error(pause.line, "extension_of_nothing", sentence)


def _lint_papers(
    version: VersionDefinition, procedure: ProcedureDefinition, codes: frozenset[str], notes: Notes
) -> Iterator[Finding]:
    for line in _repeated((paper.case, paper.code, paper.line) for paper in version.papers):
        yield notes.error(line, "duplicate", "Mã giấy tờ có nhiều lần trong một trường hợp.")
    for paper in version.papers:
        if paper.result_of is None:
            continue
        if paper.result_of == procedure.code:
            yield notes.error(paper.line, "wrong_value", "Thủ tục không thể hỏi kết quả của chính nó.")
        elif paper.result_of not in codes:
            sentence = f"Danh mục không có thủ tục {paper.result_of} được ghi là nơi cấp giấy tờ này."
            yield notes.error(paper.line, "unknown_procedure", sentence)
        else:
            sentence = f"Giấy tờ này do thủ tục {paper.result_of} cấp: cân nhắc không yêu cầu nộp lại."
            yield notes.warning(paper.line, "paper_of_another_procedure", sentence)


def _lint_fee(fee: FeeDefinition, notes: Notes) -> Iterator[Finding]:
    if fee.amount is not None and fee.percent is not None:
        yield notes.error(fee.line, "wrong_value", "Chỉ ghi một trong hai: số tiền hoặc phần trăm.")
    if fee.amount is None and fee.percent is None:
        yield notes.warning(fee.line, "unknown_amount", f"Chưa rõ mức thu “{fee.name}”.")
    if not fee.basis and (fee.amount or fee.percent):
        yield notes.error(fee.line, "fee_without_basis", f"“{fee.name}” không có căn cứ pháp lý.")
    if fee.valid_to is not None and fee.valid_to <= fee.valid_from:
        yield notes.error(fee.line, "wrong_value", "Ngày hết hiệu lực của mức thu phải sau ngày bắt đầu.")


def _count(value: Any, word: str) -> int:
    """How often a word stands as a value in nested plain values."""
    if isinstance(value, dict):
        return sum(_count(item, word) for item in value.values())
    return sum(_count(item, word) for item in value) if isinstance(value, list) else int(value == word)


def _repeated(keys: Iterable[tuple[object, object, int]]) -> list[int]:
    """The lines of entries whose first two parts were there before."""
    seen: set[tuple[object, object]] = set()
    lines = []
    for one, two, line in keys:
        if (one, two) in seen:
            lines.append(line)
        seen.add((one, two))
    return lines
