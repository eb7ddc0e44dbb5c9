# -*- coding: utf-8 -*-
"""The Python environment of the house, made from a lock file with hashes; shared by bin/serve, bin/test, bin/motcua.

Nothing but the standard library, and written so that any old Python can read it far enough to print one clear
sentence. An environment is whole when `.venv/complete.json` stands in it: the file is removed before anything is
installed and written last, so whatever was interrupted is found and made anew.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys

LEAST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDER = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(FOLDER, "bin", "python")
COMPLETE = os.path.join(FOLDER, "complete.json")


def need_python():
    """Go on under Python 3.11 or newer; hand over to a newer one on the path; or say so in one sentence."""
    if sys.version_info >= LEAST:
        return
    for name in NEWER:
        for folder in os.environ.get("PATH", "").split(os.pathsep):
            path = os.path.join(folder, name)
            if os.access(path, os.X_OK) and _works(path):
                os.execv(path, [path] + sys.argv)
    found = "%d.%d" % sys.version_info[:2]
    stop("Cần Python 3.11 trở lên; lệnh này đang chạy bằng Python %s (%s)." % (found, sys.executable))


def _works(path):
    """Whether this is a Python that starts (a shim of a version manager may not)."""
    with open(os.devnull, "w") as nowhere:
        return subprocess.call([path, "-c", "import venv, ssl"], stdout=nowhere, stderr=nowhere) == 0


def stop(sentence, code=1):
    """Print one sentence and leave."""
    say(sentence)
    sys.exit(code)


def say(sentence):
    """One line on the error stream, in UTF-8 whatever the terminal claims to be."""
    stream = getattr(sys.stderr, "buffer", sys.stderr)
    line = sentence + "\n"
    stream.write(line if isinstance(line, bytes) else line.encode("utf-8"))
    stream.flush()


def prepare(lock):
    """Make sure that `.venv` holds what the lock file names; returns the path of its Python."""
    digest = _digest(lock)
    if _state().get(lock) == digest:
        return PYTHON
    with _Turn():
        state = _state()
        if state.get(lock) != digest:
            _install(lock, digest, state)
    return PYTHON


def run(lock, arguments):
    """Become the environment's Python with these arguments. Does not return."""
    python = prepare(lock)
    os.environ.setdefault("MOTCUA_DATA", os.path.join(ROOT, "data"))
    os.environ["PYTHONPATH"] = os.path.join(ROOT, "src")
    os.execv(python, [python] + arguments)


def _digest(lock):
    with open(os.path.join(ROOT, lock), "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def _state():
    """{lock: digest} of a whole environment; empty when there is none, or only half of one."""
    try:
        with open(COMPLETE) as file:
            state = json.load(file)
    except (OSError, ValueError):
        return {}
    return state if os.access(PYTHON, os.X_OK) else {}


class _Turn(object):
    """One at a time: two commands started at once do not build into each other."""

    def __enter__(self):
        self.descriptor = os.open(ROOT, os.O_RDONLY)
        try:
            fcntl.flock(self.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("Một lệnh khác đang dựng môi trường Python; đang chờ…")
            fcntl.flock(self.descriptor, fcntl.LOCK_EX)

    def __exit__(self, *_exception):
        os.close(self.descriptor)


def _install(lock, digest, state):
    """Install the lock: into the whole environment that is there, or into a new one."""
    fresh = not state
    if not os.access(ROOT, os.W_OK):
        stop("Không ghi được vào thư mục %s nên chưa dựng được môi trường Python." % ROOT)
    say("Đang dựng môi trường Python (.venv) từ %s; chỉ làm một lần, khoảng một phút…" % lock)
    try:
        if fresh:
            shutil.rmtree(FOLDER, ignore_errors=True)
            _call([sys.executable, "-m", "venv", FOLDER], "Python này không dựng được môi trường riêng (venv)")
        else:
            os.remove(COMPLETE)
        pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-input"]
        pip += ["--no-compile", "--no-deps", "--require-hashes", "-r", os.path.join(ROOT, lock)]
        _call(pip, "Chưa cài được các thư viện trong %s" % lock)
        _compile()
        _write_state(dict(state, **{lock: digest}))
    except KeyboardInterrupt:
        _undo(fresh)
        stop("Đã dừng theo yêu cầu; môi trường dựng dở đã được xóa.", 130)
    except OSError as problem:
        _undo(fresh)
        stop("Không ghi được vào thư mục %s: %s." % (ROOT, problem.strerror or problem))
    except _Failed as problem:
        _undo(fresh)
        stop("%s." % problem)


def _compile():
    """Compile every module, on all cores where pip would use one. What fails here is compiled when it is first used."""
    with open(os.devnull, "w") as nowhere:
        command = [PYTHON, "-m", "compileall", "-q", "-j", "0", os.path.join(FOLDER, "lib")]
        subprocess.call(command, stdout=nowhere, stderr=nowhere)


class _Failed(Exception):
    """A command failed; the message is the sentence."""


def _call(command, sentence):
    """Run quietly; on failure raise the sentence with the last line that the command printed."""
    environment = dict(os.environ)
    environment.pop("PYTHONPATH", None)
    environment.pop("PYTHONHOME", None)
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment)
    output = process.communicate()[0].decode("utf-8", "replace").strip()
    if process.returncode:
        last = [line for line in output.splitlines() if line.strip()][-1:]
        raise _Failed("%s: %s" % (sentence, "".join(last).strip().rstrip(".") or process.returncode))


def _write_state(state):
    """Write the mark of a whole environment, itself all or nothing."""
    with open(COMPLETE + ".new", "w") as file:
        json.dump(state, file)
    os.rename(COMPLETE + ".new", COMPLETE)


def _undo(fresh):
    """Leave nothing half-done: a new environment goes; one that was whole before is made anew at the next start."""
    if fresh:
        shutil.rmtree(FOLDER, ignore_errors=True)
