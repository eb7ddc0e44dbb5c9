"""A verb has its place everywhere; a new one fails here until it has them (CONTRIBUTING.md, "Add a verb")."""

from motcua.dossiers import fold
from motcua.dossiers.commands import COMMANDS
from motcua.rules.lifecycle import Verb
from motcua.web.desk import dossier_page, verb_pages

CHANGING = {verb for verb in Verb if not COMMANDS[verb].creates}
# Said beside the papers and in the diary, not by a button at the top.
IN_PLACE = {Verb.JUDGE_PAPER, Verb.ANNOTATE}


def test_the_fold_says_of_every_verb_what_it_does_to_a_dossier():
    assert fold._APPLY.keys() == set(Verb)


def test_every_verb_over_a_dossier_has_its_form_and_a_word_when_it_is_done():
    assert verb_pages.FORMS.keys() == verb_pages.DONE_WORDS.keys() == CHANGING


def test_every_verb_over_a_dossier_has_its_place_on_the_page():
    buttons = {verb for verb, *_ in dossier_page.BUTTONS}
    assert buttons | set(dossier_page.MORE) | IN_PLACE == CHANGING
