"""The worker: by itself, in order, and killed at any moment without loss."""

import signal
import time
from datetime import UTC, datetime, timedelta

import pytest

from motcua.config.schedule import JOBS, thin_looks
from motcua.config.subscribers import READERS
from motcua.ledger.access import Look, note_look
from motcua.ledger.actor import SYSTEM
from motcua.ledger.jobs import PeriodicJob, run_due
from motcua.ledger.models import ScheduledJob
from motcua.people.commands import change_setting
from motcua.people.settings import WrongValue

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def job(log, name="test.job", fail=False):
    def run(at):
        log.append(at)
        if fail:
            raise ValueError("hỏng")

    return PeriodicJob(name, timedelta(hours=1), run)


@pytest.mark.django_db
def test_a_job_runs_as_often_as_it_asks():
    log = []
    for minutes in (0, 30, 59, 60, 61, 121):
        run_due([job(log)], at=AT + timedelta(minutes=minutes))
    assert [at - AT for at in log] == [timedelta(0), timedelta(hours=1), timedelta(minutes=121)]


@pytest.mark.django_db
def test_a_job_that_fails_is_noted_and_tried_again_soon_and_the_others_run():
    log, others = [], []
    jobs = [job(log, fail=True), job(others, "test.other")]
    assert run_due(jobs, at=AT) == {"test.job": "ValueError: hỏng", "test.other": None}
    assert ScheduledJob.objects.get(name="test.job").error == "ValueError: hỏng"
    assert run_due(jobs, at=AT + timedelta(minutes=4)) == {}
    run_due([job(log)], at=AT + timedelta(minutes=5))
    assert ScheduledJob.objects.get(name="test.job").error is None
    assert len(log) == 2


@pytest.mark.django_db
def test_looks_are_kept_as_long_as_the_province_has_decided():
    for years in (1, 3):
        note_look(f"/{years}/", at=AT - timedelta(days=365 * years), what=Look.PAGE)
    assert thin_looks(AT) == 1
    basis = {"legal_basis": "Quyết định 1", "on": AT.date(), "actor": SYSTEM, "at": AT}
    change_setting("access_log_months", value=36, **basis)
    note_look("/3/", at=AT - timedelta(days=365 * 2 + 200), what=Look.PAGE)
    assert thin_looks(AT) == 0
    with pytest.raises(WrongValue, match="12 đến 120"):
        change_setting("access_log_months", value=11, **basis)


def test_names_of_jobs_and_readers_are_each_used_once():
    names = [job.name for job in JOBS] + [reader.name for reader in READERS]
    assert len(names) == len(set(names))


@pytest.mark.django_db
def test_a_worker_finishes_what_it_does_when_asked_to_stop(house):
    process = house.start("worker")
    try:
        deadline = time.monotonic() + 60
        while "worker" in house.doctor() and time.monotonic() < deadline:
            time.sleep(0.2)
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0, out + err
    finally:
        process.kill()
