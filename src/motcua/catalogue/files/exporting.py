"""Writing the published catalogue as files.

Where the last imported file still says the same it is given back as it was, to the byte; where the catalogue has moved
on, only what differs is changed in it, and its comments stay.
"""

import re
from pathlib import Path
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from motcua.catalogue.definitions import ProcedureDefinition, VersionDefinition
from motcua.catalogue.files.document import is_nothing, parse, write
from motcua.catalogue.files.folder import Files, load_texts, procedure_file
from motcua.catalogue.files.forms import procedure_form, process_form
from motcua.catalogue.models import CatalogueFile, LegalDocument, Sector
from motcua.catalogue.published import published
from motcua.catalogue.shelf import shelf
from motcua.rules.procedures import Evidence

_DEFAULTS: dict[str, str] = {
    "returns_paper": "true",
    "optional": "false",
    "on_site": "false",
    "start": "acceptance",
    "mode": "END_OF_DAY",
    "refund": "none",
    "originals": "0",
    "copies": "0",
}
_KEYS = ("no", "key", "code", "cause", "unit", "document", "value", "from")
_PLAIN = re.compile(r"[\w(“][^:#\n{}\[\],&*!|>'\"%@`]*")


def export() -> dict[str, str]:
    """Every file of the catalogue as text, by path below the folder."""
    kept = dict(CatalogueFile.objects.values_list("path", "text"))
    source = load_texts(kept)
    texts = {name: text for name, text in kept.items() if name.startswith("processes/")}
    texts["sectors.yaml"] = _sectors_text(kept.get("sectors.yaml"), source)
    texts["legal.yaml"] = _documents_text(kept.get("legal.yaml"), source)
    for card in shelf().procedures():
        texts[procedure_file(card.code)] = _procedure_text(published(card.code), kept, source)
    return texts


def export_to(folder: Path) -> list[str]:
    """Write the files below a folder; the paths of those whose text has changed."""
    changed = []
    for name, text in sorted(export().items()):
        path = folder / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        changed.append(name)
    return changed


def _procedure_text(there: ProcedureDefinition, kept: dict[str, str], source: Files) -> str:
    name, said = procedure_file(there.code), source.procedures.get(there.code)
    if said is not None and _same(said, there):
        return kept[name]
    form = procedure_form(there)
    document = CommentedMap()
    if said is not None:
        document, _ = parse(kept[name], file=name)
    old = {version.no: version for version in said.versions} if said else {}
    merge(document, form)
    for entry, version in zip(document["versions"], there.versions, strict=True):
        before = old.get(version.no)
        if before is None or not _same_process(before, version):
            entry["process"] = CommentedMap()
            merge(entry["process"], process_form(version))
    return write(document)


def _same(said: ProcedureDefinition, there: ProcedureDefinition) -> bool:
    """Whether the file says what is published, apart from agencies that this province has not."""
    ours = {override.unit for version in there.versions for override in version.overrides}
    return _known(said, ours) == _known(there, ours)


def _known(procedure: ProcedureDefinition, units: set[str]) -> list[object]:
    """The definition as a comparable value, with the overrides of the named units only."""
    versions = [(_bare(v), {o.unit: o.process for o in v.overrides if o.unit in units}) for v in procedure.versions]
    return [procedure.sector, procedure.abbreviations, procedure.synonyms, procedure.national_uuid, versions]


def _bare(version: VersionDefinition) -> dict[str, object]:
    return {name: getattr(version, name) for name in version.__slots__ if name not in ("overrides", "line")}


def _same_process(said: VersionDefinition, there: VersionDefinition) -> bool:
    own = {entry.unit: entry.process for entry in said.overrides}
    return said.process == there.process and all(own.get(e.unit) == e.process for e in there.overrides)


def _sectors_text(kept: str | None, source: Files) -> str:
    rows = Sector.objects.order_by("pk")
    said = [(entry.key, entry.name, entry.code) for entry in source.sectors.values()]
    if kept is not None and sorted(said) == sorted((row.code, row.name, row.national_code) for row in rows):
        return kept
    document = parse(kept, file="sectors.yaml")[0] if kept else CommentedMap()
    entries = [{"key": row.code, "name": row.name, "code": row.national_code} for row in rows]
    merge(document, {"sectors": entries})
    return write(document)


def _documents_text(kept: str | None, source: Files) -> str:
    """The named documents; those that only a fee's basis has brought in have no validity and stay out."""
    document = parse(kept, file="legal.yaml")[0] if kept else CommentedMap()
    named = LegalDocument.objects.filter(valid_from__isnull=False).order_by("pk")
    said = {
        entry.code: (entry.name, entry.valid_from, entry.valid_to, entry.evidence)
        for entry in source.documents.values()
    }
    if kept is not None and all(said.get(r.code) == (r.name, r.valid_from, r.valid_to, r.evidence) for r in named):
        return kept
    entries = [
        {
            "code": row.code,
            "name": row.name,
            "valid_from": str(row.valid_from),
            "valid_to": str(row.valid_to) if row.valid_to else None,
            "evidence": Evidence(row.evidence).name.lower(),
        }
        for row in named
    ]
    merge(document, {"documents": entries})
    return write(document)


def merge(document: CommentedMap, form: dict[str, Any]) -> None:
    """Make a mapping say what the form says, touching nothing that says it already."""
    for key, wanted in form.items():
        if isinstance(wanted, dict):
            if wanted and not isinstance(document.get(key), CommentedMap):
                document[key] = CommentedMap()
            if wanted:
                merge(document[key], wanted)
            else:
                document.pop(key, None)
        elif isinstance(wanted, list):
            _merge_list(document, key, wanted)
        else:
            _merge_scalar(document, key, wanted)


def _merge_scalar(document: CommentedMap, key: str, wanted: str | None) -> None:
    here = document.get(key)
    said = None if is_nothing(here) else str(here).strip()
    if (said or _DEFAULTS.get(key) or "") == (wanted or ""):
        return
    if said is None and key not in document and _DEFAULTS.get(key) == wanted:
        return
    document[key] = _scalar(wanted)


def _scalar(wanted: str | None) -> str:
    if wanted is None:
        return "null"
    return wanted if _PLAIN.fullmatch(wanted) and wanted not in ("null", "~") else DoubleQuotedScalarString(wanted)


def _merge_list(document: CommentedMap, key: str, wanted: list[Any]) -> None:
    here = document.get(key)
    if not isinstance(here, CommentedSeq):
        if not wanted:
            return
        here = document[key] = CommentedSeq()
    if wanted and isinstance(wanted[0], dict):
        _merge_entries(here, wanted)
    elif [str(item).strip() for item in here] != wanted:
        here[:] = [_scalar(item) for item in wanted]


def _merge_entries(here: CommentedSeq, wanted: list[dict[str, Any]]) -> None:
    """Entries keep their comments when their key is the same; the order is that of the form."""
    old = {_name(item): item for item in here if isinstance(item, CommentedMap)}
    same_order = [_name(item) for item in here] == [_name(item) for item in wanted]
    for place, form in enumerate(wanted):
        entry = old.get(_name(form), CommentedMap())
        merge(entry, form)
        if same_order:
            continue
        if place < len(here):
            here[place] = entry
        else:
            here.append(entry)
    del here[len(wanted) :]


def _name(entry: Any) -> tuple[str, ...]:
    """What tells an entry of a list from its neighbours."""
    found = [str(entry[key]) for key in (*_KEYS, "case", "channel", "group") if not is_nothing(entry.get(key))]
    return tuple(found)
