"""The mail server of this machine, by Python's own smtplib: one connection a letter, every wait bounded.

TLS is kept or nothing is sent: a server that does not offer what was asked for is treated as one that is away.
"""

import smtplib
import ssl
from contextlib import suppress
from email.header import Header
from email.mime.text import MIMEText
from email.utils import format_datetime
from enum import StrEnum
from pathlib import Path

from motcua.notices.ports import Later, Mail, NotTaken, Unreachable
from motcua.rules.calendar import local

SECONDS = 10.0  # for each answer


class Tls(StrEnum):
    """How the connection is protected."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class SmtpPost:
    """Hands letters to one server."""

    def __init__(
        self,
        host: str,
        port: int,
        *,
        tls: Tls,
        sender: str,
        user: str = "",
        password_file: Path | None = None,
        seconds: float = SECONDS,
        context: ssl.SSLContext | None = None,
    ) -> None:
        self._host, self._port, self._tls, self._seconds = host, port, tls, seconds
        self._sender, self._user, self._password_file = sender, user, password_file
        self._context = context

    def send(self, mail: Mail) -> str:
        """Hand a letter over; gives its Message-ID. Raises NotTaken, Later, Unreachable."""
        try:
            letter = self._letter(mail)
        except ValueError as fault:
            raise NotTaken(f"{type(fault).__name__}: {fault}") from fault
        try:
            server = self._open()
        except (OSError, smtplib.SMTPException) as fault:
            raise Unreachable(f"{type(fault).__name__}: {fault}") from fault
        try:
            self._hand_over(server, letter)
        finally:
            with suppress(OSError, smtplib.SMTPException):  # taken or not, that was said before
                server.quit()
            server.close()
        return str(letter["Message-ID"])

    def _letter(self, mail: Mail) -> MIMEText:
        if not mail.to.isascii() or not mail.to.isprintable() or mail.to.count("@") != 1:
            raise ValueError("no address")
        letter = MIMEText(mail.text, "plain", "utf-8")
        letter["From"], letter["To"] = self._sender, mail.to
        letter["Subject"] = Header(
            mail.subject, "utf-8", header_name="Subject"
        ).encode()  # the newer folding of Python 3.11 loses blanks
        letter["Date"] = format_datetime(local(mail.at))
        letter["Message-ID"] = f"<{mail.key}@{self._sender.partition('@')[2]}>"
        letter["Auto-Submitted"] = "auto-generated"
        return letter

    def _open(self) -> smtplib.SMTP:
        """A connection that is protected as was asked for, and signed in. Raises what smtplib raises, OSError."""
        context = self._context or ssl.create_default_context()
        if self._tls is Tls.TLS:
            server: smtplib.SMTP = smtplib.SMTP_SSL(self._host, self._port, timeout=self._seconds, context=context)
        else:
            server = smtplib.SMTP(self._host, self._port, timeout=self._seconds)
        try:
            if self._tls is Tls.STARTTLS:
                server.starttls(context=context)
            if self._user:
                server.login(self._user, self._password())
        except BaseException:
            server.close()
            raise
        return server

    def _password(self) -> str:
        """Read at every sign-in: a changed password needs no restart. Raises OSError."""
        text = self._password_file.read_text(encoding="utf-8") if self._password_file else ""
        return text.partition("\n")[0].strip()

    def _hand_over(self, server: smtplib.SMTP, letter: MIMEText) -> None:
        try:
            server.send_message(letter)
        except smtplib.SMTPRecipientsRefused as refused:
            (code, words), *_ = refused.recipients.values()
            raise _refusal(code)(_said(code, words)) from refused
        except smtplib.SMTPDataError as refused:
            raise _refusal(refused.smtp_code)(_said(refused.smtp_code, refused.smtp_error)) from refused
        except (OSError, smtplib.SMTPException) as fault:
            raise Unreachable(f"{type(fault).__name__}: {fault}") from fault


def _refusal(code: int) -> type[Exception]:
    """5xx is for good, everything else for now."""
    return NotTaken if 500 <= code < 600 else Later


def _said(code: int, words: bytes | str) -> str:
    return f"{code} {words.decode('utf-8', 'replace') if isinstance(words, bytes) else words}"
