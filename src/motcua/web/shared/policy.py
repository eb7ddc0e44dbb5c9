"""Every door says who may pass it. The decorator asks; the test that walks all addresses reads what stands here.

@needs(Action.ADMINISTER_UNITS)          whoever has one of these rights, anywhere
@needs(Action.VIEW_PERSON, hidden=True)  for everybody else the page does not exist (persons, clients, settings)
@decides_inside(Action.VIEW_DOSSIER)     the view or the verb asks itself, because the answer depends on the dossier
@open_door("why")                        everybody
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from motcua.people.permissions import Action, may, require
from motcua.rules.lifecycle import Verb

View = Callable[..., HttpResponseBase]
V = TypeVar("V", bound=Callable[..., Any])
Right = Action | Verb


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may pass: one of `rights` is enough. Without rights the door is open, and `reason` says why.

    `inside`: the decorator asks nothing, what is behind it does. `hidden`: who may not is told that there is nothing.
    """

    rights: tuple[Right, ...] = ()
    hidden: bool = False
    inside: bool = False
    reason: str = ""


def needs(*rights: Right, hidden: bool = False) -> Callable[[View], View]:
    """Let pass who has one of the rights; everybody else gets Denied with who may, or 404 where `hidden`."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = request.actor  # type: ignore[attr-defined]
            if not any(may(actor, right) for right in rights):
                if hidden:
                    raise Http404
                require(actor, rights[0])
            return view(request, *args, **kwargs)

        guarded.policy = Policy(rights, hidden=hidden)  # type: ignore[attr-defined]
        return guarded

    return decorate


def decides_inside(*rights: Right) -> Callable[[V], V]:
    """Mark a view whose answer depends on more than the role: it asks for these rights itself, or its verb does."""

    def decorate(view: V) -> V:
        view.policy = Policy(rights, inside=True)  # type: ignore[attr-defined]
        return view

    return decorate


def open_door(reason: str) -> Callable[[V], V]:
    """Mark a view that everybody may open, and say why."""

    def decorate(view: V) -> V:
        view.policy = Policy(reason=reason)  # type: ignore[attr-defined]
        return view

    return decorate


def policy_of(view: Any) -> Policy | None:
    """The policy of a view function or of the class behind it; None when nobody said any."""
    found = getattr(view, "policy", None) or getattr(getattr(view, "view_class", None), "policy", None)
    return found if isinstance(found, Policy) else None
