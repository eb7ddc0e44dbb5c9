"""A mistyped mail server is one sentence at the start, and never a letter in the clear."""

import pytest

from motcua.config.env import WrongMail, read_environment


@pytest.fixture
def given(monkeypatch, tmp_path):
    """`given(HOST=…)`: the environment that a house reads with these MOTCUA_SMTP_ names."""
    monkeypatch.setenv("MOTCUA_DATA", str(tmp_path))

    def read(**names):
        for name, value in names.items():
            monkeypatch.setenv(f"MOTCUA_SMTP_{name}", value)
        return read_environment().mail

    return read


def test_without_a_host_no_letter_leaves(given):
    assert given() is None


def test_what_is_not_said_is_the_safe_way(given, tmp_path):
    server = given(HOST="thu.tinh.example", FROM="mot-cua@tinh.example")
    assert (server.port, server.tls, server.user) == (587, "starttls", "")
    assert server.password_file == tmp_path / "smtp.password"
    assert given(TLS="tls").port == 465


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        ({"TLS": "ssl"}, "MOTCUA_SMTP_TLS"),
        ({"FROM": ""}, "MOTCUA_SMTP_FROM"),
        ({"FROM": "a@b\r\nBcc: c"}, "MOTCUA_SMTP_FROM"),
        ({"PORT": "submission"}, "MOTCUA_SMTP_PORT"),
        ({"PORT": "70000"}, "MOTCUA_SMTP_PORT"),
    ],
)
def test_a_mistyped_server_is_refused_in_one_sentence(given, names, reason):
    with pytest.raises(WrongMail, match=reason):
        given(**{"HOST": "thu.tinh.example", "FROM": "mot-cua@tinh.example"} | names)
