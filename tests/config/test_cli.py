"""bin/motcua as a person meets it: from any directory, with one sentence for every refusal."""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from motcua.config import boot, cli, commands
from motcua.config.boot import NoEnvironment

BIN = Path(__file__).resolve().parents[2] / "bin" / "motcua"


def run(*arguments, cwd, stdin=b"", **environment):
    return subprocess.run(
        [sys.executable, str(BIN), *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": "", "LC_ALL": "C", **environment},
        check=False,
    )


def test_the_command_works_from_any_directory_and_in_any_locale(tmp_path):
    done = run("deadline", "--limit", "5 WD", "--from", "2023-04-26T14:00", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, b"2023-05-08T17:30:00+07:00\n")
    refused = run("deadline", "--limit", "5 ngày", "--from", "2023-04-26T14:00", cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert "Thời hạn “5 ngày” không đúng" in refused.stderr.decode()
    assert list(tmp_path.iterdir()) == []


def test_a_batch_comes_through_the_standard_input(tmp_path):
    items = json.dumps([{"from": "2023-04-26T14:00", "limit": "5 WD", "note": "x", "ai": "\ud800"}]).encode()
    done = run("deadline", "--batch", "-", "--json", cwd=tmp_path, stdin=items)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)[0]["due"] == "2023-05-08T17:30:00+07:00"


def test_the_overview_names_every_command(capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(["--help"])
    assert left.value.code == 0
    printed = capsys.readouterr().out
    assert all(name in printed for name in (*commands.PURE, *commands.WITH_DJANGO))


@pytest.mark.parametrize("name", [*commands.PURE, *commands.WITH_DJANGO])
def test_every_command_is_what_its_module_says(name, capsys):
    module = cli.load(name)
    assert name == module.NAME
    assert module.HELP.endswith(".")
    assert module.NEEDS_DJANGO is (name in commands.WITH_DJANGO)
    with pytest.raises(SystemExit) as left:
        cli.main([name, "--help"])
    assert left.value.code == 0
    assert module.HELP.split()[0] in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["nothing"], ["deadline", "--nothing"], ["code"], ["code", "parse"]])
def test_wrong_usage_is_one_sentence_and_exit_code_two(arguments, capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(arguments)
    assert left.value.code == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("Lệnh viết chưa đúng")
    assert len(printed.err.strip().splitlines()) == 1


def test_without_libraries_the_pure_commands_work_and_the_others_say_what_to_run(monkeypatch, capsys):
    def missing(name):
        raise ModuleNotFoundError("No module named 'django'", name="django")

    monkeypatch.setattr(boot, "import_module", missing)
    with pytest.raises(NoEnvironment, match="bin/serve"):
        boot.start_django()
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    printed = capsys.readouterr().out
    assert all(name in printed for name in (*commands.PURE, *commands.WITH_DJANGO))
    assert "Sao lưu toàn bộ" in printed


def test_a_fault_and_an_interruption_leave_with_their_own_codes(monkeypatch, capsys):
    def interrupted(arguments):
        raise KeyboardInterrupt

    def faulty(arguments):
        raise NoEnvironment(missing="django")

    monkeypatch.setattr(cli, "_run", interrupted)
    assert cli.main([]) == 130
    monkeypatch.setattr(cli, "_run", faulty)
    assert cli.main([]) == 1
    assert "bin/serve" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["deadline", "--nothing"], "không có tham số --nothing"),
        (["deadline", "--limit"], "--limit: cần một giá trị"),
        (["deadline", "--mode", "never"], "--mode: không có 'never'; chọn một trong"),
        (["code", "check"], "còn thiếu MÃ"),
        (["nothing"], "không có 'nothing'; chọn một trong"),
        (["ledger", "look"], "không có 'look'"),
    ],
)
def test_a_complaint_about_usage_is_vietnamese(arguments, sentence, capsys):
    with pytest.raises(SystemExit):
        cli.main(arguments)
    assert sentence in capsys.readouterr().err


ENGLISH = ("usage:", "options:", "positional", "arguments:", "show this", "optional")


@pytest.mark.parametrize("name", ["serve", "test", "motcua"])
def test_the_help_of_each_program_is_vietnamese(name, repository, tmp_path):
    done = subprocess.run(
        [sys.executable, repository / "bin" / name, "--help"],
        env={"PATH": os.environ["PATH"], "MOTCUA_DATA": str(tmp_path / "data")}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0
    assert "Cách dùng" in done.stdout or "bin/test" in done.stdout
    assert [word for word in ENGLISH if word in done.stdout] == []


def test_nobody_elses_parser_changes_its_language():
    cli.Parser().format_help()
    assert argparse.ArgumentParser().format_help().startswith("usage:")
