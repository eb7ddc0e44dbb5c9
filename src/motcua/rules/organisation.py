"""The closed lists of organisation and staff that stand in columns. A number, once stored, keeps its meaning."""

from enum import IntEnum


class UnitLevel(IntEnum):
    """What kind of unit. District level exists until 30 June 2025 only: level is data, not structure."""

    PROVINCE = 1
    DEPARTMENT = 2
    SUB_DEPARTMENT = 3
    DISTRICT = 4
    COMMUNE = 5
    ONE_STOP = 6
    VERTICAL = 7  # a central agency's branch in the province
    SUPPORT_POINT = 8
    OUTSIDE = 9


class AccountKind(IntEnum):
    """Whose account it is."""

    STAFF = 1
    CITIZEN = 2


class PostingKind(IntEnum):
    """How somebody serves at a one-stop unit (Decree 61/2018 Art. 12)."""

    OFFICIAL = 1
    SUBSTITUTE = 2


class Rating(IntEnum):
    """The yearly rating of an official, best first (Decree 90/2020)."""

    EXCELLENT = 1
    GOOD = 2
    DONE = 3
    NOT_DONE = 4


class AbsenceCause(IntEnum):
    """Why somebody is away."""

    LEAVE = 1
    SICK = 2
    MISSION = 3
    TRAINING = 4
    OTHER = 5


# What a unit of a level may stand below (Law on the organisation of local government). Offices, desks and support
# points stand below whatever they work for.
STANDS_BELOW: dict[UnitLevel, frozenset[UnitLevel]] = {
    UnitLevel.PROVINCE: frozenset(),
    UnitLevel.DEPARTMENT: frozenset({UnitLevel.PROVINCE}),
    UnitLevel.SUB_DEPARTMENT: frozenset(UnitLevel) - {UnitLevel.OUTSIDE},
    UnitLevel.DISTRICT: frozenset({UnitLevel.PROVINCE}),
    UnitLevel.COMMUNE: frozenset({UnitLevel.PROVINCE, UnitLevel.DISTRICT}),
    UnitLevel.ONE_STOP: frozenset(UnitLevel) - {UnitLevel.OUTSIDE},
    UnitLevel.VERTICAL: frozenset(
        {UnitLevel.PROVINCE, UnitLevel.DISTRICT, UnitLevel.COMMUNE, UnitLevel.VERTICAL, UnitLevel.OUTSIDE}
    ),
    UnitLevel.SUPPORT_POINT: frozenset(UnitLevel) - {UnitLevel.OUTSIDE},
    UnitLevel.OUTSIDE: frozenset({UnitLevel.PROVINCE, UnitLevel.OUTSIDE}),
}

LEVEL_WORDS: dict[UnitLevel, str] = {
    UnitLevel.PROVINCE: "Cấp tỉnh",
    UnitLevel.DEPARTMENT: "Sở, ban, ngành",
    UnitLevel.SUB_DEPARTMENT: "Chi cục, phòng thuộc sở",
    UnitLevel.DISTRICT: "Cấp huyện",
    UnitLevel.COMMUNE: "Cấp xã",
    UnitLevel.ONE_STOP: "Bộ phận Một cửa",
    UnitLevel.VERTICAL: "Cơ quan ngành dọc",
    UnitLevel.SUPPORT_POINT: "Điểm hỗ trợ",
    UnitLevel.OUTSIDE: "Cơ quan ngoài tỉnh",
}

POSTING_KIND_WORDS: dict[PostingKind, str] = {
    PostingKind.OFFICIAL: "Chính thức",
    PostingKind.SUBSTITUTE: "Dự phòng",
}

RATING_WORDS: dict[Rating, str] = {
    Rating.EXCELLENT: "Hoàn thành xuất sắc nhiệm vụ",
    Rating.GOOD: "Hoàn thành tốt nhiệm vụ",
    Rating.DONE: "Hoàn thành nhiệm vụ",
    Rating.NOT_DONE: "Không hoàn thành nhiệm vụ",
}

ABSENCE_WORDS: dict[AbsenceCause, str] = {
    AbsenceCause.LEAVE: "Nghỉ phép",
    AbsenceCause.SICK: "Nghỉ ốm",
    AbsenceCause.MISSION: "Đi công tác",
    AbsenceCause.TRAINING: "Đi học",
    AbsenceCause.OTHER: "Lý do khác",
}
