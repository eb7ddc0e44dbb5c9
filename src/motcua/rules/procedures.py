"""The closed lists of the catalogue that stand in columns. A number, once stored, keeps its meaning for ever.

In the catalogue's files each value is written as its name in small letters (`Level.COMMUNE` is `commune`).
"""

from enum import IntEnum


class Status(IntEnum):
    """Where a version of a definition stands. A published one never changes; it may only get an end."""

    DRAFT = 1
    PUBLISHED = 2
    WITHDRAWN = 3


class Level(IntEnum):
    """Which kind of authority decides (thẩm quyền). District level exists until 30 June 2025 only."""

    COMMUNE = 1
    DISTRICT = 2
    DEPARTMENT = 3
    BRANCH = 4
    PROVINCE = 5
    POLICE = 6


class Online(IntEnum):
    """How much of the procedure can be done online (Decree 42/2022 Art. 6)."""

    NONE = 0
    PARTIAL = 1
    FULL = 2


class Evidence(IntEnum):
    """How sure we are of a fact of the catalogue."""

    VERIFIED = 1
    CONFIDENT = 2
    UNCERTAIN = 3
    ILLUSTRATIVE = 4


class Start(IntEnum):
    """The event from which a limit runs."""

    ACCEPTANCE = 1
    OBLIGATION = 2


class FeeKind(IntEnum):
    """Law on fees and charges 97/2015 Art. 3: a fee (phí) pays a service, a charge (lệ phí) is a fixed sum."""

    FEE = 1
    CHARGE = 2


class Per(IntEnum):
    """What the amount of a fee is multiplied by."""

    DOSSIER = 1
    PAGE = 2
    COPY = 3
    CASE = 4


class FeeMoment(IntEnum):
    """When a fee is paid; the numbers of intake, supplement and return are the national portal's."""

    INTAKE = 1
    SUPPLEMENT = 2
    OBLIGATION = 3
    RETURN = 4


class Refund(IntEnum):
    """When a fee is paid back."""

    NONE = 0
    NOT_ELIGIBLE = 1
    BEFORE_WORK = 2


class IntakeMode(IntEnum):
    """How a unit receives a procedure: for itself, for another, boundary-free, or only tracked."""

    OWN = 1
    ON_BEHALF = 2
    BOUNDARY_FREE = 3
    TRACKED = 4


class Join(IntEnum):
    """How many of the branches that lead to a node must be done before it opens."""

    ALL = 1
    ANY = 2
    COUNT = 3


LEVEL_WORDS: dict[Level, str] = {
    Level.COMMUNE: "Cấp xã",
    Level.DISTRICT: "Cấp huyện",
    Level.DEPARTMENT: "Sở, ban, ngành",
    Level.BRANCH: "Chi nhánh, cơ quan trực thuộc sở",
    Level.PROVINCE: "Cấp tỉnh",
    Level.POLICE: "Công an",
}

ONLINE_WORDS: dict[Online, str] = {
    Online.NONE: "Trực tiếp",
    Online.PARTIAL: "Trực tuyến một phần",
    Online.FULL: "Trực tuyến toàn trình",
}

EVIDENCE_WORDS: dict[Evidence, str] = {
    Evidence.VERIFIED: "Đã đối chiếu nguồn công khai",
    Evidence.CONFIDENT: "Có cơ sở, chưa đối chiếu văn bản",
    Evidence.UNCERTAIN: "Cần kiểm tra lại",
    Evidence.ILLUSTRATIVE: "Số liệu minh họa",
}

STATUS_WORDS: dict[Status, str] = {
    Status.DRAFT: "Bản thảo",
    Status.PUBLISHED: "Đã công bố",
    Status.WITHDRAWN: "Đã rút",
}

FEE_KIND_WORDS: dict[FeeKind, str] = {FeeKind.FEE: "Phí", FeeKind.CHARGE: "Lệ phí"}

PER_WORDS: dict[Per, str] = {
    Per.DOSSIER: "hồ sơ",
    Per.PAGE: "trang",
    Per.COPY: "bản",
    Per.CASE: "trường hợp",
}

FEE_MOMENT_WORDS: dict[FeeMoment, str] = {
    FeeMoment.INTAKE: "Khi nộp hồ sơ",
    FeeMoment.SUPPLEMENT: "Khi bổ sung hồ sơ",
    FeeMoment.OBLIGATION: "Khi có thông báo nghĩa vụ tài chính",
    FeeMoment.RETURN: "Khi nhận kết quả",
}

INTAKE_MODE_WORDS: dict[IntakeMode, str] = {
    IntakeMode.OWN: "Thuộc thẩm quyền",
    IntakeMode.ON_BEHALF: "Tiếp nhận thay",
    IntakeMode.BOUNDARY_FREE: "Không phụ thuộc địa giới hành chính",
    IntakeMode.TRACKED: "Chỉ theo dõi",
}
