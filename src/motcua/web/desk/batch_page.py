"""What came of many acts at once, one by one: kept in the session for the posting that sent them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from motcua.web.desk.nav import shell_for


@dataclass(frozen=True, slots=True)
class Batch:
    """A kind of such acts: where it is kept, what its page says, which section is open, where one goes back.

    `act` is the verb in words; `back` the name of an address; `url_of` leads to a dossier, "" where nothing does.
    """

    key: str
    title: str
    act: str
    section: str
    back: str
    back_words: str
    url_of: Callable[[str], str]


def keep_batch(request: HttpRequest, batch: Batch, done: Sequence[str], failed: Sequence[tuple[str, str]]) -> None:
    """Keep what came of it: which dossiers went, and why the others did not."""
    posting = request.actor.posting_id  # type: ignore[attr-defined]
    request.session[batch.key] = {"posting": posting, "done": list(done), "failed": list(failed)}


def last_batch(request: HttpRequest, batch: Batch) -> HttpResponse:
    """What came of what this posting sent last in this session; without one, the way back."""
    back, kept = reverse(batch.back), request.session.get(batch.key)
    if not kept or kept["posting"] != request.actor.posting_id:  # type: ignore[attr-defined]
        return HttpResponseRedirect(back)
    context = {
        "shell": shell_for(request, batch.section),
        "title": batch.title,
        "act": batch.act,
        "done": kept["done"],
        "failed": [(code, why, batch.url_of(code)) for code, why in kept["failed"]],
        "back": back,
        "back_words": batch.back_words,
    }
    return render(request, "desk/batch.html", context)
