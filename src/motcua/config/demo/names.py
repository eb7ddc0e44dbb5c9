"""Invented people: names as they are common, numbers that cannot exist (identity 999…, telephone 0999…)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from random import Random

from motcua.rules.text import fold

# Family names with about how many in a thousand bear them.
FAMILIES = {
    "Nguyễn": 315, "Trần": 110, "Lê": 95, "Phạm": 71, "Hoàng": 51, "Huỳnh": 30, "Phan": 45, "Vũ": 39, "Võ": 34,
    "Đặng": 21, "Bùi": 20, "Đỗ": 14, "Hồ": 13, "Ngô": 13, "Dương": 10, "Lý": 8, "Đinh": 9, "Trương": 15, "Lâm": 7,
    "Mai": 8, "Đào": 8, "Hà": 7, "Cao": 7, "Tạ": 4, "Châu": 5, "Tô": 4, "Lương": 7, "Thái": 5, "Kiều": 3, "Quách": 3,
    "La": 2, "Từ": 2, "Văn": 2, "Nông": 3, "Triệu": 3, "Vi": 2, "Bế": 1, "Y": 1, "Đoàn": 8, "Trịnh": 8, "Chu": 5,
}  # fmt: skip
WOMENS_MIDDLE = (
    "Thị", "Thị", "Thị", "Thị Thu", "Thị Thanh", "Thị Kim", "Thị Ngọc", "Thị Mỹ", "Thị Bích", "Thị Hồng", "Ngọc", "Thu",
    "Thanh", "Minh", "Khánh", "Hoài", "Thùy", "Bảo", "Phương", "Mai", "Quỳnh", "Diệu", "Hải",
)  # fmt: skip
MENS_MIDDLE = (
    "Văn", "Văn", "Văn", "Đức", "Minh", "Quang", "Hữu", "Công", "Quốc", "Xuân", "Thanh", "Anh", "Tuấn", "Ngọc", "Đình",
    "Trọng", "Hoàng", "Gia", "Viết", "Bá", "Duy", "Trung", "Thành", "Mạnh", "Nhật",
)  # fmt: skip
WOMEN = (
    "An", "Anh", "Ánh", "Bình", "Châu", "Chi", "Diễm", "Diệp", "Dung", "Duyên", "Đào", "Giang", "Hà", "Hạnh", "Hằng",
    "Hiền", "Hoa", "Hoài", "Hồng", "Huế", "Huệ", "Hương", "Hường", "Khuê", "Lam", "Lan", "Lệ", "Liên", "Linh", "Loan",
    "Ly", "Mai", "Mơ", "My", "Mỹ", "Nga", "Ngân", "Ngọc", "Nguyệt", "Nhàn", "Nhi", "Nhung", "Oanh", "Phụng", "Phương",
    "Phượng", "Quyên", "Quỳnh", "Tâm", "Thanh", "Thảo", "Thắm", "Thoa", "Thu", "Thủy", "Thúy", "Thư", "Thương", "Tiên",
    "Trang", "Trâm", "Trinh", "Tuyết", "Uyên", "Vân", "Xuân", "Yến", "Ý",
)  # fmt: skip
MEN = (
    "An", "Anh", "Ân", "Bảo", "Bắc", "Bình", "Cảnh", "Chiến", "Chính", "Công", "Cường", "Danh", "Dũng", "Duy", "Dương",
    "Đại", "Đạt", "Điền", "Đông", "Đức", "Giang", "Hà", "Hải", "Hào", "Hậu", "Hiếu", "Hòa", "Hoan", "Hoàng", "Hùng",
    "Huy", "Hưng", "Khánh", "Khoa", "Khôi", "Kiên", "Lâm", "Long", "Lộc", "Lợi", "Luân", "Minh", "Nam", "Nghĩa",
    "Nguyên", "Nhân", "Phát", "Phong", "Phú", "Phúc", "Quân", "Quang", "Quý", "Sang", "Sơn", "Sỹ", "Tài", "Tân", "Thái",
    "Thành", "Thắng", "Thiện", "Thịnh", "Thuận", "Tiến", "Toàn", "Trí", "Trung", "Trường", "Tuấn", "Tùng", "Việt",
    "Vinh", "Vũ", "Vượng",
)  # fmt: skip
STREETS = (
    "Trần Phú", "Lê Lợi", "Nguyễn Công Trứ", "Hùng Vương", "Nguyễn Huệ", "Phan Chu Trinh", "Hai Bà Trưng",
    "Quang Trung", "Lý Thường Kiệt", "Nguyễn Du", "Ngô Quyền", "Phan Bội Châu", "Trần Hưng Đạo", "Lê Hồng Phong",
    "Tôn Đức Thắng",
)  # fmt: skip
TRADES = (
    "Vận tải", "Thương mại", "Xây dựng", "Nông sản", "Du lịch", "Vật liệu", "Dược phẩm", "Thủy sản", "Nội thất",
    "In ấn",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citizen:
    """Somebody who comes to the counter."""

    name: str
    identity_no: str
    birth_on: date
    phone: str


def full_name(rng: Random, *, woman: bool) -> str:
    """Family, middle and given name."""
    family = rng.choices(tuple(FAMILIES), tuple(FAMILIES.values()))[0]
    middle = rng.choice(WOMENS_MIDDLE if woman else MENS_MIDDLE)
    given = rng.choice(WOMEN if woman else MEN)
    return f"{family} {middle} {given}"


def citizen(rng: Random, *, on: date) -> Citizen:
    """A person of age on a day. No identity number begins with 999, no telephone number with 0999 0."""
    woman = rng.random() < 0.54
    birth_on = date(on.year - rng.randint(18, 78), rng.randint(1, 12), rng.randint(1, 28))
    digit = (2 if birth_on.year >= 2000 else 0) + int(woman)  # century and sex, as in a real number
    return Citizen(
        name=full_name(rng, woman=woman),
        identity_no=f"999{digit}{birth_on.year % 100:02d}{rng.randrange(10**6):06d}",
        birth_on=birth_on,
        phone=f"09990{rng.randrange(10**5):05d}",
    )


def company(rng: Random) -> str:
    """The name of a company."""
    return f"Công ty TNHH {rng.choice(TRADES)} {rng.choice(WOMEN)} {rng.choice(MEN)}"


def login_for(name: str, taken: Collection[str]) -> str:
    """The login of "Phạm Thu Trang" is trang.pt, of the second of that kind trang.pt2."""
    *rest, given = fold(name).split()
    login = f"{given}.{''.join(word[0] for word in rest)}"
    number = 1
    while (found := login if number == 1 else f"{login}{number}") in taken:
        number += 1
    return found
