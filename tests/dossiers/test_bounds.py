"""How long a text may be and how large a number is said once; what lies beyond is refused at every face."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from itertools import product
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from django import forms
from pydantic import ValidationError

from motcua.config.commands import act
from motcua.documents.models import PrintRecord
from motcua.documents.printing import draw
from motcua.documents.store import open_file
from motcua.dossiers.bounds import NotInRange, TooMany, longest
from motcua.dossiers.commands import COMMANDS
from motcua.dossiers.orders import PaperJudgement, PaperOrder, PartyOrder, ReceiveOrder, RefuseOrder
from motcua.dossiers.spelling import Misspelt, order_from
from motcua.dossiers.supplement_orders import AskedForOrder
from motcua.dossiers.texts import TooLong
from motcua.dossiers.times_orders import RequestObligationOrder, StopOrder, WithdrawOrder
from motcua.rules.lifecycle import Verb
from motcua.web.api.bodies import schema_of
from motcua.web.desk import verb_pages
from motcua.web.desk.verb_pages import FORMS
from tests.documents.samples import COUNTER
from tests.documents.test_long_texts import SIGN, signs
from tests.dossiers.acts import a_reason, everything, login_of, refused, say, to_officer
from tests.dossiers.province import applicant
from tests.dossiers.test_supplements import judge_all

REASON = "paper_invalid"  # a word of the province's list
ENDLESS = "x" * 100_000
HIDDEN = ("\x00", "\u202e", "\u200b")
WRONG_NUMBERS = (-1, -(2**63), 40_000, 2**31, 2**63, 99_999_999_999_999_999_999)


@dataclass(frozen=True)
class Place:
    """A field of an order as the shell writes it: its path, or the list it stands in with its name there."""

    verb: Verb
    path: str
    listed: str
    kind: type[Any]
    hint: Any
    owner: type[Any]

    @property
    def field(self) -> Any:
        return next(one for one in fields(self.owner) if one.name == (self.listed or self.path.rpartition(".")[2]))


def plain(hint: Any) -> Any:
    return (
        next((part for part in get_args(hint) if part is not type(None)), hint)
        if get_origin(hint) is not tuple
        else hint
    )


def places(verb: Verb, kind: type[Any], prefix: str = "", owner: type[Any] | None = None) -> Iterator[Place]:
    """Every single field of a verb's order, those of its parts and of the lines of its lists too."""
    top = owner or kind
    for name, hint in get_type_hints(kind).items():
        if name.startswith("__"):
            continue
        value = plain(hint)
        if get_origin(value) is tuple:
            line = get_args(value)[0]
            for inner, of in get_type_hints(line).items():
                if not inner.startswith("__"):
                    yield Place(verb, f"{prefix}{name}", inner, top, plain(of), line)
        elif is_dataclass(value):
            yield from places(verb, value, f"{prefix}{name}.", top)
        else:
            yield Place(verb, f"{prefix}{name}", "", top, value, kind)


ALL = [place for verb, command in COMMANDS.items() for place in places(verb, command.order)]
TEXTS = [place for place in ALL if place.hint is str]
NUMBERS = [place for place in ALL if place.hint is int]


def label_of(place: Place) -> str:
    return f"{place.verb}-{place.path}{'-' + place.listed if place.listed else ''}"


def spelt(place: Place, value: Any) -> list[str]:
    """The words of the shell with this value in this place and something in every other place that must be filled."""
    words: dict[str, str] = {}
    for other in ALL:
        if other.verb is not place.verb or other.path == place.path:
            continue
        beside = other.path.rpartition(".")[0] == place.path.rpartition(".")[0]
        if not other.listed and is_required(other) and (beside or not is_optional(other)):
            words[other.path] = a_word(other.hint)
        if other.listed and other.path == "items":
            words[other.path] = json.dumps([{"part": "applicant", "words": "x"}])
        if other.listed and other.path == "answers":
            words[other.path] = json.dumps([{"no": 1}])
    if place.listed:
        same = [one for one in ALL if (one.verb, one.path) == (place.verb, place.path)]
        line = {one.listed: a_word(one.hint) for one in same if is_required(one)} | {place.listed: value}
        words[place.path] = json.dumps([line])
    else:
        words[place.path] = str(value)
    return [f"{path}={word}" for path, word in words.items()]


def is_required(place: Place) -> bool:
    return place.field.default is MISSING


def is_optional(place: Place) -> bool:
    return place.path.startswith(("owner.", "somebody."))


def a_word(hint: Any) -> str:
    if hasattr(hint, "__members__"):
        return next(iter(hint)).name.lower()
    return {"int": "1", "bool": "có", "date": "2026-11-16", "datetime": "2026-11-16T09:00"}.get(hint.__name__, "x")


def said_at_the_shell(capsys, place: Place, value: Any, *, code: str, login: str) -> list[str]:
    """The sentences that `bin/motcua act` answers; it must have refused."""
    parser = argparse.ArgumentParser()
    act.arguments(parser)
    ref = [] if COMMANDS[place.verb].creates else [code]
    done = act.run(parser.parse_args([str(place.verb), *ref, "--as", login, *spelt(place, value)]))
    assert done == 2
    return capsys.readouterr().err.strip().splitlines()


def test_every_text_has_its_longest_and_every_number_its_range():
    assert len(TEXTS) > 60 and len(NUMBERS) > 8
    for place in TEXTS:
        assert place.field.metadata["limit"], label_of(place)
    for place in NUMBERS:
        assert place.field.metadata["least"] is not None and place.field.metadata["most"], label_of(place)


def test_a_hidden_sign_is_refused_in_every_text_of_every_order(province, monday, capsys):
    code, login = province.receive(monday).dossier.code, login_of(province.clerk_at_desk)
    before = everything()
    for place, hidden in product(TEXTS, HIDDEN):
        for text in (f"Gọi{hidden}lại", hidden):
            (sentence,) = said_at_the_shell(capsys, place, text, code=code, login=login)
            assert f"ẩn U+{ord(hidden):04X}" in sentence, label_of(place)
            assert place.field.metadata["label"] in sentence, label_of(place)
    assert everything() == before


def test_a_text_too_long_is_refused_at_the_shell_in_one_sentence_that_names_the_field(province, monday, capsys):
    code, login = province.receive(monday).dossier.code, login_of(province.clerk_at_desk)
    before = everything()
    for place in TEXTS:
        (sentence,) = said_at_the_shell(capsys, place, ENDLESS, code=code, login=login)
        limit = place.field.metadata["limit"]
        assert sentence == f"{place.field.metadata['label']} dài quá {limit} chữ. Rút gọn rồi lưu lại.", label_of(place)
    assert everything() == before


def test_a_number_that_cannot_be_is_refused_at_the_shell_in_one_sentence(province, monday, capsys):
    code, login = province.receive(monday).dossier.code, login_of(province.clerk_at_desk)
    before = everything()
    for place in NUMBERS:
        least, most = place.field.metadata["least"], place.field.metadata["most"]
        for value in (least - 1, most + 1, *(number for number in WRONG_NUMBERS if not least <= number <= most)):
            (sentence,) = said_at_the_shell(capsys, place, value, code=code, login=login)
            assert sentence.startswith(f"{place.field.metadata['label']} phải là số từ {least} đến "), label_of(place)
    assert everything() == before


@pytest.mark.parametrize("verb", COMMANDS, ids=str)
def test_the_schema_of_the_api_has_the_same_bounds(verb):
    for place in (place for place in ALL if place.verb is verb and place.hint in (str, int)):
        limit, most = place.field.metadata["limit"], place.field.metadata["most"]
        wrong = "x" * (limit + 1) if place.hint is str else most + 1
        one = schema_of(place.owner)
        with pytest.raises(ValidationError) as caught:
            one(**{place.field.name: wrong})
        found = [error for error in caught.value.errors() if error["loc"] == (place.field.name,)]
        assert [error["type"] for error in found] == ["string_too_long" if limit else "less_than_equal"], label_of(
            place
        )


def test_a_list_has_no_more_lines_than_any_dossier():
    with pytest.raises(TooMany, match="Giấy tờ có quá 200 dòng"):
        ReceiveOrder(procedure="1", applicant=applicant(), papers=(PaperOrder(item="TP01"),) * 201)


@pytest.mark.parametrize("verb", FORMS, ids=str)
def test_a_form_of_the_screen_takes_no_more_than_its_order(verb):
    limits = {one.name: one.metadata.get("limit") for one in fields(COMMANDS[verb].order)}
    for name, field in FORMS[verb].base_fields.items():
        if type(field) is forms.CharField and limits.get(name):
            assert field.max_length == limits[name], (verb, name)


def test_the_screen_where_one_paper_is_judged_takes_as_long_a_reason_as_the_verb():
    limit = longest(PaperJudgement, "reason")
    for name in ("dossier.html", "_parts/form_part.html"):
        text = (Path(verb_pages.__file__).parent / "templates/desk" / name).read_text()
        assert f'maxlength="{limit}"' in text, name


def test_blanks_at_the_ends_and_loose_accents_do_not_count():
    limit = longest(PartyOrder, "name")
    assert PartyOrder(name="  " + "e\u0302" * limit + "  ")
    with pytest.raises(TooLong, match="Họ và tên dài quá 200 chữ"):
        PartyOrder(name="ê" * (limit + 1))


def test_an_amount_of_money_may_be_large_but_not_nothing():
    for amount in (0, -5, 10**15):
        with pytest.raises(NotInRange, match=r"Số tiền \(đồng\) phải là số từ 1 đến 999\.999\.999\.999\.999"):
            RequestObligationOrder(amount=amount, basis="Luật Phí và lệ phí", document_no="1/TB")


def test_two_bad_fields_are_told_at_once():
    with pytest.raises(Misspelt) as caught:
        order_from(ReceiveOrder, ["procedure=1", f"applicant.name={ENDLESS}", f"owner.name={ENDLESS}"])
    assert list(caught.value.fields) == ["applicant.name", "owner.name"]


def at_the_bound(kind: type[Any], name: str) -> str:
    """The longest text, in one word."""
    return SIGN * longest(kind, name)


def printed(change) -> int:
    """How many of the sign stand on the paper that this act owed."""
    record = PrintRecord.objects.get(event_id=change.event.pk)
    with open_file(draw(record, occasion=COUNTER)) as pdf:
        return signs(pdf.read())


def test_the_longest_words_stand_whole_on_the_papers(province, monday, after):
    words = at_the_bound(WithdrawOrder, "reason")
    desk, change = province.clerk_at_desk, province.receive(monday)
    change = say(Verb.WITHDRAW, change, desk, after(hours=1), asked_on=monday.date(), document_no="1", reason=words)
    assert printed(change) == len(words)
    words = at_the_bound(StopOrder, "explanation")
    stopped = {"reason": a_reason("stop_reasons"), "explanation": words}
    assert printed(say(Verb.STOP, to_officer(province, monday), province.leader, after(hours=2), **stopped)) == len(
        words
    )
    words = at_the_bound(RefuseOrder, "explanation")
    refusal = {"procedure": "1.001612", "reason": a_reason("refusal_reasons"), "explanation": words}
    order = RefuseOrder(applicant=applicant(), **refusal)
    assert printed(COMMANDS[Verb.REFUSE].function(order, actor=desk, at=after(hours=3))) == len(words)


def test_the_longest_names_and_addresses_stand_whole_on_the_receipt(province, monday):
    said = {"name": at_the_bound(PartyOrder, "name"), "address": at_the_bound(PartyOrder, "address")}
    papers = (PaperOrder(item="TP01", originals=1), PaperOrder(name=at_the_bound(PaperOrder, "name"), originals=1))
    change = province.receive(monday, applicant=applicant(**said), papers=papers)
    assert printed(change) >= len(said["name"]) + len(said["address"]) + longest(PaperOrder, "name")


def test_the_longest_request_is_printed_whole(province, monday, after):
    words = at_the_bound(AskedForOrder, "words")
    items = (AskedForOrder(paper=2, words=words), AskedForOrder(part="applicant", words=words))
    change = judge_all(province, to_officer(province, monday), after(hours=1))
    said = {"items": items, "reason": REASON}
    change = say(Verb.PROPOSE_SUPPLEMENT, change, province.officer, after(hours=1), **said)
    change = say(Verb.SIGN_SUPPLEMENT, change, province.leader, after(hours=2))
    change = say(Verb.REQUEST_SUPPLEMENT, change, province.clerk_at_desk, after(hours=3))
    assert printed(change) == 2 * len(words)


def test_an_endless_text_changes_nothing(province, monday):
    change = to_officer(province, monday)
    with refused(TooLong, "Cần bổ sung, sửa đổi thế nào", "1000"):
        say(
            Verb.PROPOSE_SUPPLEMENT,
            change,
            province.officer,
            monday,
            items=(AskedForOrder(paper=1, words=ENDLESS),),
            reason=REASON,
        )
    with refused(TooLong, "Nói rõ lý do", "2000"):
        say(Verb.STOP, change, province.leader, monday, reason=a_reason("stop_reasons"), explanation=ENDLESS)
    with refused(TooLong, "Nội dung", "4000"):
        say(Verb.ANNOTATE, change, province.leader, monday, text=ENDLESS)
