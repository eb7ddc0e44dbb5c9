"""Looking at pages in a real browser: overflow, accessibility, what the console says."""

from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (320, 390, 768, 1024, 1440)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only what is wrong is described and sent over.
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}


@dataclass
class Screen:
    """A page of the browser that keeps every complaint."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda message: message.type == "error" and self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, address: str, width: int = 1440, height: int = 900) -> None:
        """Open an address at a width."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.goto(address)

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    def violations(self) -> list[str]:
        """What axe finds against WCAG 2.2 AA, with the element.

        The window is made as high as the page: what a bar at the edge covers at one place of the scroll is no fault.
        """
        size = self.page.viewport_size or {"width": 1440, "height": 900}
        height = self.page.evaluate("document.documentElement.scrollHeight")
        self.page.set_viewport_size({"width": size["width"], "height": min(max(height, size["height"]), 12_000)})
        try:
            return self._faults()
        finally:
            self.page.set_viewport_size(size)

    def _faults(self) -> list[str]:
        found = Axe().run(self.page, options=OPTIONS).response["violations"]
        return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]

    def small_targets(self) -> list[str]:
        """Controls outside running text that are smaller than 24 by 24 pixels."""
        return self.page.evaluate("""() => [...document.querySelectorAll("a, button, input, select, summary")]
            .filter(one => one.checkVisibility() && one.offsetParent && one.type !== "hidden")
            .filter(one => !one.closest("p, li, dd, .skip, .sr, label"))
            .map(one => [one, one.getBoundingClientRect()])
            .filter(([, box]) => box.width && (box.width < 24 || box.height < 24))
            .map(([one, box]) => `${one.outerHTML.slice(0, 80)} ${box.width}x${box.height}`)""")
