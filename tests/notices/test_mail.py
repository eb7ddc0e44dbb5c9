"""Letters to staff: queued with the notice, sent outside every transaction, whatever the server does."""

import email
import socket
import ssl
from datetime import UTC, datetime, time, timedelta
from email import policy
from ipaddress import IPv4Address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.db import connection

from motcua.ledger.actor import SYSTEM
from motcua.ledger.deliveries import ATTEMPTS
from motcua.notices import mail, ports
from motcua.notices.models import Dispatch, Notice
from motcua.notices.preferences import Choice, choose
from motcua.notices.smtp import SmtpPost, Tls
from motcua.notices.sweep import sweep
from motcua.people import commands
from motcua.people.models import Staff
from motcua.rules.notices import Digest, MailState
from tests.dossiers.acts import to_officer
from tests.notices.smtp_peer import Peer
from tests.people.factories import BEGAN

QUICK = 0.4  # seconds; a server that hangs must not hang the test


@pytest.fixture
def peer():
    with Peer() as made:
        yield made


@pytest.fixture
def office(peer, monkeypatch):
    """The house sends through the peer, in the clear."""
    made = SmtpPost("127.0.0.1", peer.port, tls=Tls.NONE, sender="mot-cua@tanhoa.example", seconds=QUICK)
    monkeypatch.setattr(mail, "post", lambda: made)
    monkeypatch.setattr(ports, "post", lambda: made)
    return made


@pytest.fixture
def province(province):
    """Everybody has an address."""
    for actor in (province.officer, province.coordinator, province.leader):
        person = Staff.objects.get(pk=actor.staff_id)
        commands.change_staff(
            person.pk, name=person.name, email=f"can-bo-{person.pk}@tanhoa.example", phone="", actor=SYSTEM, at=BEGAN
        )
    return province


@pytest.fixture
def rung(province, office, monday, moment):
    """The officer's step is at half: one letter is due at 15:10."""
    to_officer(province, monday, province.officer)
    at = moment("2026-11-16T15:10")
    assert sweep(at=at) == 1
    return at


def states():
    return list(Dispatch.objects.order_by("pk").values_list("state", "attempts"))


def letters(peer):
    return [email.message_from_string(text, policy=policy.default) for text in peer.taken]


def test_a_letter_says_what_the_notice_says_and_names_no_person(rung, peer, province):
    assert mail.send_due(at=rung) == 1
    (letter,) = letters(peer)
    assert states() == [(MailState.SENT, 1)]
    row = Dispatch.objects.get()
    assert row.address_masked == "c***@tanhoa.example" and row.provider_ref == letter["Message-ID"].strip()
    assert letter["To"] == f"can-bo-{province.officer.staff_id}@tanhoa.example"
    assert letter["Subject"].startswith("H99.27-261116-0001: ")
    assert "Bước Thẩm định đã dùng 50% thời gian, phải xong trước 09:10 17/11/2026" in letter["Subject"]
    body = letter.get_content()
    assert "Đăng ký thành lập hộ kinh doanh" in body
    assert not any(word in body for word in ("Hoàng", "999187002416", "0999000318", "Nguyễn Công Trứ"))
    assert mail.send_due(at=rung + timedelta(minutes=1)) == 0 and len(peer.taken) == 1


def test_nothing_is_sent_within_a_transaction(rung, office, monkeypatch):
    seen = []
    depth = len(connection.savepoint_ids)
    monkeypatch.setattr(office, "send", lambda letter: seen.append(len(connection.savepoint_ids) - depth) or "x")
    mail.send_due(at=rung)
    assert seen == [0]


@pytest.mark.parametrize("manner", ["hangs", "hangs_at_data", "slams", "later", "busy", "drops", "babbles"])
def test_a_server_in_trouble_is_tried_again_later_and_the_letter_comes_once(rung, peer, manner):
    peer.manners = [manner, "well"]
    assert mail.send_due(at=rung) == 0
    assert states() == [(MailState.QUEUED, 1)]
    row = Dispatch.objects.get()
    assert timedelta(seconds=30) <= row.next_at - rung <= timedelta(seconds=36) and row.last_error
    assert mail.send_due(at=rung + timedelta(seconds=20)) == 0
    assert mail.send_due(at=rung + timedelta(seconds=40)) == 1
    assert states() == [(MailState.SENT, 2)] and len(peer.taken) == 1


def test_a_letter_that_the_server_took_and_lost_is_sent_and_nothing_claims_that_it_arrived(rung, peer):
    peer.manners = ["forgets"]
    assert mail.send_due(at=rung) == 1
    assert states() == [(MailState.SENT, 1)] and peer.taken == []


@pytest.mark.parametrize("manner", ["refuses", "full"])
def test_what_the_server_refuses_for_good_has_failed_at_once(rung, peer, manner):
    peer.manners = [manner]
    assert mail.send_due(at=rung) == 0
    assert states() == [(MailState.FAILED, 1)]
    assert Dispatch.objects.get().last_error[:3] in ("550", "552")


def test_a_server_that_never_comes_back_is_given_up_after_twelve_tries(rung, peer, monkeypatch, office):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        office._port = closed.getsockname()[1]
    at, waits = rung, []
    for _ in range(ATTEMPTS):
        mail.send_due(at=at)
        row = Dispatch.objects.get()
        waits.append(row.next_at - at)
        at = max(row.next_at, at + timedelta(seconds=1))
    assert states() == [(MailState.FAILED, ATTEMPTS)]
    assert waits[:-1] == sorted(waits[:-1]) or max(waits) <= timedelta(minutes=36)
    assert mail.send_due(at=at + timedelta(days=1)) == 0


def test_a_silent_server_is_asked_once_a_run_however_many_wait(province, office, peer, monday, moment):
    to_officer(province, monday, province.officer)
    at = moment("2026-11-16T17:10")
    assert sweep(at=at) == 2  # the officer and the head of the division
    peer.manners = ["slams"]
    mail.send_due(at=at)
    assert peer.connections == 1
    assert sorted(states()) == [(MailState.QUEUED, 0), (MailState.QUEUED, 1)]
    peer.manners = ["well"]
    assert mail.send_due(at=at + timedelta(minutes=1)) == 2


def test_a_worker_that_dies_while_sending_leaves_a_lease_that_ends(rung, peer, office, monkeypatch):
    good = office.send
    monkeypatch.setattr(office, "send", lambda letter: (_ for _ in ()).throw(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        mail.send_due(at=rung)
    monkeypatch.setattr(office, "send", good)
    assert mail.send_due(at=rung + timedelta(minutes=1)) == 0
    assert mail.send_due(at=rung + timedelta(minutes=6)) == 1


def test_many_notices_make_one_letter(province, office, peer, monday, moment):
    for _ in range(3):
        to_officer(province, monday, province.officer)
    at = moment("2026-11-16T15:10")
    sweep(at=at)
    assert mail.send_due(at=at) == 1
    (letter,) = letters(peer)
    assert letter["Subject"] == "3 thông báo về hồ sơ"
    assert letter.get_content().count("Thẩm định") == 3


def test_the_daily_letter_waits_for_the_morning_and_what_was_read_meanwhile_is_left_out(
    province, office, peer, monday, moment
):
    choose(province.officer, Choice(True, Digest.DAILY, None, None, True))
    for _ in range(2):
        to_officer(province, monday, province.officer)
    at = moment("2026-11-16T15:10")
    sweep(at=at)
    assert mail.send_due(at=at) == 0
    first = Notice.objects.order_by("pk").first()
    Notice.objects.filter(pk=first.pk).update(read_at=at)
    assert mail.send_due(at=moment("2026-11-17T07:30")) == 1
    assert sorted(state for state, _ in states()) == [MailState.SENT, MailState.DROPPED]
    assert len(letters(peer)) == 1


def test_nobody_is_written_to_at_night_or_who_wants_no_letters(province, office, peer, monday, moment):
    choose(province.coordinator, Choice(False, Digest.AT_ONCE, None, None, True))
    choose(province.officer, Choice(True, Digest.AT_ONCE, time(17), time(8), True))
    to_officer(province, monday, province.officer)
    sweep(at=moment("2026-11-16T17:10"))
    assert Notice.objects.count() == 2
    row = Dispatch.objects.get()
    assert (row.person_id, row.next_at) == (province.officer.staff_id, moment("2026-11-17T08:00"))


def test_a_house_without_a_mail_server_queues_nothing(province, monday, moment):
    to_officer(province, monday, province.officer)
    assert sweep(at=moment("2026-11-16T15:10")) == 1
    assert Dispatch.objects.count() == 0
    assert mail.send_due(at=moment("2026-11-16T15:10")) == 0


# --- the server itself


def letter(to="can-bo@tanhoa.example"):
    return ports.Mail(to, "Hồ sơ H99: đã dùng 90%", "Nội dung\n", "khoa-1", datetime(2026, 11, 16, 3, tzinfo=UTC))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for 127.0.0.1 that nobody but this test trusts: (the server's context, the client's)."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    began = datetime(2020, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(began).not_valid_after(began + timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    public = made.public_bytes(serialization.Encoding.PEM)
    path.write_bytes(private + public)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(path)
    return server, ssl.create_default_context(cadata=public.decode())


@pytest.mark.parametrize(("tls", "wrapped"), [(Tls.STARTTLS, False), (Tls.TLS, True)])
def test_a_letter_goes_under_tls_with_the_password_of_the_file(certificate, tmp_path, tls, wrapped):
    secret = tmp_path / "smtp.password"
    secret.write_text("mat-khau\n")
    with Peer(context=certificate[0], wrapped=wrapped) as peer:
        office = SmtpPost(
            "127.0.0.1", peer.port, tls=tls, sender="a@b.example", user="motcua", password_file=secret,
            seconds=3, context=certificate[1],
        )  # fmt: skip
        assert office.send(letter()) == "<khoa-1@b.example>"
        assert len(peer.taken) == 1 and peer.in_clear == 0 and len(peer.signed_in) == 1


@pytest.mark.parametrize("manner", ["no_starttls", "bad_starttls", "well"])
def test_a_server_that_cannot_keep_tls_gets_no_letter_in_the_clear(certificate, manner):
    with Peer(context=certificate[0], manners=[manner]) as peer:
        office = SmtpPost("127.0.0.1", peer.port, tls=Tls.STARTTLS, sender="a@b.example", seconds=1)
        with pytest.raises(ports.Unreachable):  # its certificate is one that this machine does not trust
            office.send(letter())
        assert (peer.taken, peer.readers) == ([], [])


def test_a_wrong_password_or_a_file_that_is_gone_is_no_fault_of_the_letter(tmp_path, peer):
    (tmp_path / "there").write_text("x")
    for name, manner in (("there", "wrong_password"), ("gone", "well")):
        peer.manners = [manner]
        office = SmtpPost(
            "127.0.0.1",
            peer.port,
            tls=Tls.NONE,
            sender="a@b.example",
            user="m",
            password_file=tmp_path / name,
            seconds=1,
        )
        with pytest.raises(ports.Unreachable):
            office.send(letter())


@pytest.mark.parametrize("to", ["khong-co", "a@b@c", "a@b\r\nBcc: x@y", "cán-bộ@b.example"])
def test_what_is_no_address_is_refused_before_anybody_is_asked(office, peer, to):
    with pytest.raises(ports.NotTaken):
        office.send(letter(to))
    assert peer.connections == 0
