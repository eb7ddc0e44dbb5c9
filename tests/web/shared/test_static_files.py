"""The static files as production serves them: hashed, packed, and light."""

import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import get_finders
from django.test import Client

from motcua.web.shared.static_files import PackedStaticFiles
from tests.web.pages import read_page


@pytest.fixture
def collected(tmp_path: Path) -> PackedStaticFiles:
    """What `motcua prepare` leaves in the data directory."""
    storage = PackedStaticFiles(location=tmp_path, base_url="/static/")
    paths = {}
    for finder in get_finders():
        for name, source in finder.list([]):
            if name.startswith(("motcua/", "django_htmx/htmx-2.min")):
                with source.open(name) as content:
                    storage._save(name, content)
                paths[name] = (storage, name)
    problems = [failed for _name, _hashed, failed in storage.post_process(paths) if isinstance(failed, Exception)]
    assert problems == []
    return storage


def test_every_file_gets_its_hash_and_modules_find_one_another(collected: PackedStaticFiles):
    staff = collected.open(collected.stored_name("motcua/js/staff.js")).read().decode()
    assert "./shortcuts." in staff and './shortcuts.js"' not in staff
    css = collected.open(collected.stored_name("motcua/tokens.css")).read().decode()
    assert "fonts/inter-latin." in css and '"fonts/inter-latin.woff2"' not in css


def test_a_file_that_was_not_collected_keeps_its_name(collected: PackedStaticFiles):
    assert collected.stored_name("motcua/new.css") == "motcua/new.css"


def test_the_first_view_of_a_citizen_is_under_120_kilobytes(collected: PackedStaticFiles, client: Client, province):
    response = client.get("/", headers={"Accept-Encoding": "gzip"})
    page = read_page(client.get("/"))
    names = ["motcua/icons.svg", "motcua/fonts/inter-latin.woff2", "motcua/fonts/inter-vietnamese.woff2"]
    names += [
        part.split('"')[0] for part in page.text.split("/static/")[1:] if part.split('"')[0].endswith(("css", "js"))
    ]
    packed = sum(_weight(Path(collected.path(name))) for name in set(names))
    assert len(response.content) + packed < 75_000  # the limit is 120 kB; what is spare belongs to later features


def _weight(path: Path) -> int:
    content = path.read_bytes()
    return len(content) if path.suffix == ".woff2" else len(gzip.compress(content))
