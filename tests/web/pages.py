"""Reading a page as a machine for accessibility would: what stands in it, and what may not."""

import unicodedata
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

from django.http import HttpResponse


@dataclass
class ReadPage:
    """What a page holds."""

    status: int
    text: str
    title: str = ""
    language: str = ""
    headings: list[tuple[int, str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    controls: list[dict[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def h1(self) -> str:
        """The one first heading."""
        return next(text for level, text in self.headings if level == 1)


class _Reader(HTMLParser):
    def __init__(self, page: ReadPage) -> None:
        super().__init__()
        self.page = page
        self._open: list[tuple[str, str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        for name in given:
            if name == "style" or name.startswith("on"):
                self.page.faults.append(f"<{tag} {name}>")
        if tag == "style" or (tag == "script" and "src" not in given):
            self.page.faults.append(f"inline <{tag}>")
        if tag == "html":
            self.page.language = given.get("lang", "")
        if "id" in given:
            self.page.ids.append(given["id"])
        if tag == "label" and "for" in given:
            self.page.labels.add(given["for"])
        if tag in ("input", "select", "textarea") and given.get("type") not in ("hidden", "submit"):
            self.page.controls.append(given)
        if tag in ("h1", "h2", "h3", "h4", "title", "a"):
            self._open.append((tag, given.get("href", ""), []))

    def handle_data(self, data: str) -> None:
        for _tag, _href, texts in self._open:
            texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            return
        tag, href, texts = self._open.pop()
        text = " ".join("".join(texts).split())
        if tag == "title":
            self.page.title = text
        elif tag == "a":
            self.page.links.append((text, href))
        else:
            self.page.headings.append((int(tag[1]), text))


def read_page(response: HttpResponse) -> ReadPage:
    """Parse an answer."""
    page = ReadPage(response.status_code, response.content.decode())
    _Reader(page).feed(page.text)
    return page


def wrong_with(page: ReadPage, *, language: str = "vi") -> list[str]:
    """Everything that a page of this house must not be; empty when it is in order."""
    levels = [level for level, _text in page.headings]
    said = list(page.faults)
    if levels.count(1) != 1:
        said.append(f"{levels.count(1)} h1")
    said += [f"h{a} then h{b}" for a, b in pairwise(levels) if b > a + 1]
    if page.language != language:
        said.append(f"lang {page.language!r}")
    if not page.title or not page.links or page.links[0][1] != "#noi-dung" or "noi-dung" not in page.ids:
        said.append("title or skip link")
    said += [f"id {one} twice" for one in set(page.ids) if page.ids.count(one) > 1]
    unnamed = [one for one in page.controls if one.get("id") not in page.labels and "aria-label" not in one]
    said += [f"control without label: {one}" for one in unnamed if one.get("type") not in ("checkbox", "radio")]
    if unicodedata.normalize("NFC", page.text) != page.text:
        said.append("not NFC")
    return said
