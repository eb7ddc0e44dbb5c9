"""What the frame around a page shows. The views fill these; the templates only print them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NavItem:
    """One line of a navigation. `count` is printed as it stands ("38", "999+"); None prints nothing."""

    label: str
    url: str
    icon: str
    count: str | None = None
    current: bool = False


@dataclass(frozen=True, slots=True)
class NavGroup:
    """A titled part of the side navigation; the first group has no title."""

    items: tuple[NavItem, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class PostingChoice:
    """One posting of the person who is signed in; choosing one posts `key` to the switch address."""

    key: str
    role: str
    unit: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class StaffShell:
    """Everything around a staff page: who works, in which posting, and where she can go.

    `switch_url` receives the POST of the posting switch, `sign_out_url` the POST that ends the session; an empty
    address draws no control (what is not built is not drawn). `owed`: the debts of apologies, on the first
    screen only; `bell` leads to what the person was told, with how much of it is unread.
    """

    name: str
    initials: str
    posting: str
    groups: tuple[NavGroup, ...]
    postings: tuple[PostingChoice, ...] = ()
    home_url: str = "/nv/"
    search_url: str = ""
    search_label: str = "Tìm mã hồ sơ, số định danh, tên người nộp"
    switch_url: str = ""
    sign_out_url: str = ""
    bell: NavItem | None = None
    owed: tuple[NavItem, ...] = ()
