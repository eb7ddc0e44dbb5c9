"""The tables of files, prints and results."""

from motcua.documents.models.files import Blob, File
from motcua.documents.models.prints import PrintRecord
from motcua.documents.models.results import Result, ResultStatus

__all__ = ["Blob", "File", "PrintRecord", "Result", "ResultStatus"]
