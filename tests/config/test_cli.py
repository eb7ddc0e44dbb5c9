"""bin/motcua as a person meets it: from any directory, with one sentence for every refusal."""

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
    assert "deadline" in capsys.readouterr().out


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
