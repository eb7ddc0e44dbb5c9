"""The words of the table of rights: what may be done besides the verbs of a dossier, and how far a right reaches."""

from enum import IntEnum, StrEnum


class Action(StrEnum):
    """What somebody may do that is no verb of a dossier."""

    VIEW_DOSSIER = "view_dossier"
    VIEW_PERSON = "view_person"
    VIEW_FILE = "view_file"
    VIEW_APPRAISAL = "view_appraisal"
    PRINT = "print"
    EXPORT = "export"
    SEARCH = "search"
    VIEW_REGISTER = "view_register"
    VIEW_WORKLIST = "view_worklist"
    SHARE_VIEW = "share_view"
    VIEW_STAFF = "view_staff"
    VIEW_LEDGER = "view_ledger"
    VIEW_FOLD = "view_fold"
    ADMINISTER_UNITS = "administer_units"
    ADMINISTER_PEOPLE = "administer_people"
    ADMINISTER_CATALOGUE = "administer_catalogue"
    ADMINISTER_CALENDAR = "administer_calendar"
    ADMINISTER_SETTINGS = "administer_settings"
    ADMINISTER_CLIENTS = "administer_clients"


class Scope(IntEnum):
    """How far a right reaches from the unit of the posting."""

    NONE = 0
    SECTORS = 1  # the unit, and only the sectors that the posting names, if it names any
    OWN_UNIT = 2
    UNIT_TREE = 3
    PROVINCE = 4


class ClientScope(StrEnum):
    """What an API client may do; alone it only reads and submits (for a named member of staff: what that one may)."""

    READ = "read"
    SUBMIT = "submit"
    ACT = "act"


ACTION_WORDS: dict[Action, str] = {
    Action.VIEW_DOSSIER: "xem hồ sơ",
    Action.VIEW_PERSON: "xem thông tin người nộp",
    Action.VIEW_FILE: "xem tệp đính kèm",
    Action.VIEW_APPRAISAL: "xem nội dung thẩm định",
    Action.PRINT: "in giấy tờ",
    Action.EXPORT: "xuất dữ liệu",
    Action.SEARCH: "tìm kiếm hồ sơ",
    Action.VIEW_REGISTER: "xem sổ theo dõi",
    Action.VIEW_WORKLIST: "xem danh sách việc",
    Action.SHARE_VIEW: "đặt bộ lọc chung",
    Action.VIEW_STAFF: "xem danh sách cán bộ",
    Action.VIEW_LEDGER: "xem nhật ký hệ thống",
    Action.VIEW_FOLD: "xem đối soát hồ sơ với nhật ký",
    Action.ADMINISTER_UNITS: "quản trị đơn vị",
    Action.ADMINISTER_PEOPLE: "quản trị cán bộ",
    Action.ADMINISTER_CATALOGUE: "quản trị danh mục thủ tục",
    Action.ADMINISTER_CALENDAR: "quản trị lịch làm việc",
    Action.ADMINISTER_SETTINGS: "quản trị tham số",
    Action.ADMINISTER_CLIENTS: "quản trị kết nối",
}
