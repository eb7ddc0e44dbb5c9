"""argparse in Vietnamese: its help and its complaints. Standard library only: bin/serve has no environment yet.

argparse asks gettext for each of its sentences. Ours are put in its way only while one of our parsers is built, read
or printed, so that nobody else's parser in this process (Django's, pytest's) changes its language.
"""

import argparse
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

WRONG_USAGE = 2

SENTENCES = {
    "usage: ": "Cách dùng: ",
    "positional arguments": "Tham số",
    "options": "Tùy chọn",
    "optional arguments": "Tùy chọn",
    "subcommands": "Lệnh con",
    "show this help message and exit": "In hướng dẫn này rồi thoát.",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "unrecognized arguments: %s": "không có tham số %s",
    "the following arguments are required: %s": "còn thiếu %s",
    "one of the arguments %s is required": "cần một trong các tham số %s",
    "not allowed with argument %s": "không dùng cùng với %s",
    "ignored explicit argument %r": "không nhận giá trị %r",
    "expected one argument": "cần một giá trị",
    "expected at most one argument": "chỉ nhận nhiều nhất một giá trị",
    "expected at least one argument": "cần ít nhất một giá trị",
    "expected %s argument": "cần %s giá trị",
    "expected %s arguments": "cần %s giá trị",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s có thể là %(matches)s; hãy viết đủ",
    "unexpected option string: %s": "không có tùy chọn %s",
    "invalid %(type)s value: %(value)r": "giá trị %(value)r không hợp lệ",
    "invalid choice: %(value)r (choose from %(choices)s)": "không có %(value)r; chọn một trong %(choices)s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "không có %(parser_name)r; chọn một trong %(choices)s",
}
_turn = threading.RLock()


@contextmanager
def _speaking() -> Iterator[None]:
    """argparse speaks Vietnamese inside the block; a sentence that we do not know stays as it is."""
    module: Any = argparse
    with _turn:
        kept = module._, module.ngettext
        module._ = lambda text: SENTENCES.get(text, text)
        module.ngettext = lambda one, many, count: SENTENCES.get(one if count == 1 else many, many)
        try:
            yield
        finally:
            module._, module.ngettext = kept


class Parser(argparse.ArgumentParser):
    """argparse whose help is Vietnamese and whose complaint is one Vietnamese sentence, exit code 2."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        options.setdefault("allow_abbrev", False)
        with _speaking():
            super().__init__(*arguments, **options)

    def parse_known_args(self, *arguments: Any, **options: Any) -> Any:
        """As argparse's."""
        with _speaking():
            return super().parse_known_args(*arguments, **options)

    def parse_args(self, *arguments: Any, **options: Any) -> Any:
        """As argparse's."""
        with _speaking():
            return super().parse_args(*arguments, **options)

    def format_help(self) -> str:
        """As argparse's."""
        with _speaking():
            return super().format_help()

    def format_usage(self) -> str:
        """As argparse's."""
        with _speaking():
            return super().format_usage()

    def error(self, message: str) -> NoReturn:
        """One sentence on the error stream."""
        self.exit(WRONG_USAGE, f"Lệnh viết chưa đúng: {message}. Xem: {self.prog} --help\n")


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """A type for argparse: a whole number between two ends."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(f"cần một số nguyên từ {least} đến {most}, không phải “{text}”")
        return number

    return read
