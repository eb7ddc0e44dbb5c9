"""Papers and fees of a version, as read from its file."""

from datetime import date

from motcua.catalogue.definitions import UNKNOWN, FeeDefinition, PaperDefinition
from motcua.catalogue.files.cursor import Mapping
from motcua.rules.codes import Channel, PaperNature
from motcua.rules.procedures import Evidence, FeeKind, FeeMoment, Per, Refund


def read_paper(part: Mapping) -> PaperDefinition:
    """One entry of `papers`."""
    paper = PaperDefinition(
        code=part.text("code", required=True),
        name=part.text("name", required=True),
        originals=part.whole("originals"),
        copies=part.whole("copies"),
        nature=part.choice("nature", PaperNature, default=PaperNature.ORIGINAL),
        required_if=part.optional_text("required_if"),
        result_of=part.optional_text("result_of"),
        source=part.optional_text("source"),
        case=part.optional_text("case"),
        evidence=part.choice("evidence", Evidence, default=Evidence.UNCERTAIN),
        line=part.line,
    )
    part.done()
    return paper


def read_fee(part: Mapping, version_from: date) -> FeeDefinition:
    """One entry of `fees`; without a day of its own it holds from the version's first day."""
    percent = part.percent("percent")
    unknown = part.text("amount") == UNKNOWN
    if not part.has("amount") and percent is None:
        part.missing("amount")
    fee = FeeDefinition(
        code=part.text("code", required=True),
        name=part.text("name", required=True),
        kind=part.choice("kind", FeeKind, default=FeeKind.CHARGE, required=True),
        amount=None if unknown else part.optional_whole("amount"),
        per=part.choice("per", Per, default=Per.DOSSIER),
        when=part.choice("when", FeeMoment, default=FeeMoment.INTAKE),
        valid_from=part.day("valid_from") or version_from,
        percent=percent,
        channel=part.choice("channel", Channel, default=Channel.DIRECT) if part.has("channel") else None,
        group=part.optional_text("group"),
        case=part.optional_text("case"),
        refund=part.choice("refund", Refund, default=Refund.NONE),
        from_page=part.optional_whole("from_page"),
        to_page=part.optional_whole("to_page"),
        at_most=part.optional_whole("at_most"),
        valid_to=part.day("valid_to"),
        basis=part.text("basis"),
        evidence=part.choice("evidence", Evidence, default=Evidence.UNCERTAIN),
        line=part.line,
    )
    part.done()
    return fee
