"""Template tags of the house. Built in: no `{% load %}` is needed (settings.TEMPLATES, builtins)."""

import json
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from motcua.web.shared import dates
from motcua.web.shared.deadline_words import Deadline
from motcua.web.shared.faults_of_forms import FormFault, form_faults
from motcua.web.shared.form_keys import new_key
from motcua.web.shared.reckoning import Reckoning
from motcua.web.shared.shell import NavItem
from motcua.web.shared.steps import StepView
from motcua.web.shared.toasts import Toast, toasts_of

register = template.Library()

MARK = """<svg width="{0}" height="{0}" viewBox="0 0 40 40" aria-hidden="true">
<rect width="40" height="40" rx="9" fill="{1}"/>
<g fill="none" stroke="{2}" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round">
<path d="M8 30.5h24M11.5 30V12.5a2.5 2.5 0 0 1 2.5-2.5h12a2.5 2.5 0 0 1 2.5 2.5V30"/>
<path d="M15.8 20.3l3 3 5.6-6" stroke="{3}"/></g></svg>"""

register.filter("weekday", dates.weekday)
register.filter("short_day", dates.short_day)
register.filter("full_day", dates.full_day)
register.filter("day_words", dates.day_words)
register.filter("full_day_words", dates.full_day_words)
register.filter("month_words", dates.month_words)
register.filter("hour", dates.hour)
register.filter("moment_words", dates.moment_words)
register.filter("money", dates.money)
register.filter("step_days", dates.step_days)
register.filter("number", dates.number)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One icon of the sprite: `{% icon "search" %}`. With a label it is read aloud, without one it is decoration."""
    use = static("motcua/icons.svg") + "#" + name
    if label:
        return format_html('<svg class="i" role="img" aria-label="{}"><use href="{}"/></svg>', label, use)
    return format_html('<svg class="i" aria-hidden="true"><use href="{}"/></svg>', use)


@register.inclusion_tag("components/dl/template.html")
def deadline_chip(deadline: Deadline | None, large: bool = False, citizen: bool = False) -> dict[str, Any]:
    """The chip of a deadline: `{% deadline_chip row.deadline %}`; `citizen=True` says the citizen's sentence."""
    return {"deadline": deadline, "large": large, "citizen": citizen}


@register.inclusion_tag("components/bar/template.html")
def bar(value: int, limit: int, label: str, tone: str = "") -> dict[str, Any]:
    """A thin bar: `{% bar 8 10 "8 / 10,5 ngày" tone="late" %}`; tones late, soon, ok, pause."""
    limit = max(1, limit)
    return {"value": max(0, min(value, limit)), "limit": limit, "label": label, "tone": tone}


@register.inclusion_tag("components/flow/template.html")
def flow(steps: list[StepView], label: str = "Quy trình") -> dict[str, Any]:
    """The process strip of a dossier."""
    return {"steps": steps, "label": label}


@register.inclusion_tag("components/tl/template.html")
def timeline(steps: list[StepView]) -> dict[str, Any]:
    """What happened, from the first to the last."""
    return {"steps": steps}


@register.inclusion_tag("components/empty/template.html")
def empty(text: str, icon: str = "inbox", action: str = "", url: str = "") -> dict[str, Any]:
    """Nothing to show: one sentence, at most one action."""
    return {"text": text, "name": icon, "action": action, "url": url}


@register.inclusion_tag("components/more/template.html")
def more(url: str, columns: int = 0, label: str = "Xem thêm 50") -> dict[str, Any]:
    """The link to the next page of a keyset. `columns`: it is the last row of a table. No address draws nothing."""
    return {"url": url, "columns": columns, "label": label}


@register.inclusion_tag("components/error_summary/template.html")
def error_summary(*forms: BaseForm, heading: str = "Chưa lưu được, có chỗ cần sửa", also: str = "") -> dict[str, Any]:
    """Every fault of the forms at the top of the page, linked to its field; `also` is a refusal of the house."""
    faults = [FormFault(also, "")] if also else []
    return {"faults": faults + form_faults(forms), "heading": heading}


@register.inclusion_tag("components/reckon/template.html")
def reckon(words: Reckoning) -> dict[str, Any]:
    """The panel "Cách tính": how a due date came about."""
    return {"words": words}


@register.inclusion_tag("components/bulk/template.html")
def bulk(list_id: str, acts: list[dict[str, str]], noun: str = "hồ sơ") -> dict[str, Any]:
    """The bar of bulk acts over the form `list_id`; acts are {value, label, icon?, key?}."""
    return {"list_id": list_id, "acts": acts, "noun": noun}


@register.inclusion_tag("components/keys/template.html")
def keys(*pairs: str) -> dict[str, Any]:
    """The line of shortcuts under a list: `{% keys "J K|xuống, lên" "X|chọn" %}`."""
    return {"keys": [(one.split("|", 1)[0].split(), one.split("|", 1)[1]) for one in pairs]}


@register.inclusion_tag("components/toast/template.html", takes_context=True)
def toast(context: Context, toast: Toast) -> dict[str, Any]:
    """One toast, with its undo button when it has one."""
    return {"toast": toast, "csrf_token": context.get("csrf_token")}


@register.simple_tag(takes_context=True)
def toasts(context: Context) -> list[Toast]:
    """The toasts that wait in the message storage."""
    return toasts_of(context.get("messages") or ())


@register.simple_tag
def once() -> SafeString:
    """A hidden key that makes a second send of the same form harmless."""
    return format_html('<input type="hidden" name="idempotency_key" value="{}">', new_key())


@register.simple_tag
def htmx_config() -> SafeString:
    """htmx without inline style and without eval: the content security policy refuses both."""
    rules = [
        {"code": "204", "swap": False},
        {"code": "[23]..", "swap": True},
        {"code": "422|409|403|404", "swap": True},
    ]
    rules.append({"code": "[45]..", "swap": False, "error": True})
    config = {"includeIndicatorStyles": False, "allowEval": False, "responseHandling": rules}
    return format_html('<meta name="htmx-config" content="{}">', json.dumps(config))


@register.simple_tag
def mark(light: bool = False, size: int = 40) -> SafeString:
    """The mark of the house: a door with a tick. A province may replace it."""
    plate, door, tick = ("#ffffff", "#0a2f52", "#c98a12") if light else ("#0f4a80", "#ffffff", "#f3c277")
    return format_html(MARK, size, plate, door, tick)


@register.simple_tag
def nav_link(item: NavItem) -> SafeString:
    """One line of a navigation, marked when it is the page."""
    current = SafeString(' aria-current="page"') if item.current else ""
    drawn = icon(item.icon) if item.icon else ""
    count = format_html('<span class="n">{}</span>', item.count) if item.count else ""
    return format_html('<a href="{}"{}>{}{}{}</a>', item.url, current, drawn, item.label, count)


@register.filter
def iso(moment: date | datetime) -> str:
    """The machine's form, for `<time datetime>`."""
    return moment.isoformat()
