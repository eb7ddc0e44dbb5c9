"""The papers of a dossier by one digest, so that an event can vouch for every line of them."""

import json
from collections.abc import Iterable
from hashlib import sha256

from motcua.dossiers.models import Paper


def inventory(papers: Iterable[Paper]) -> str:
    """SHA-256 (hex) over the papers in order of their numbers: which, how many, of what kind, with which file.

    Their names are left out: a citizen's own paper bears one in free text, which may be forgotten.
    """
    lines = [
        [
            *(paper.no, paper.revision, paper.paper_item_id, paper.file_id),
            *(int(paper.nature), int(paper.source), paper.originals, paper.copies, bool(paper.original_seen)),
        ]
        for paper in papers
    ]
    return sha256(json.dumps(lines, separators=(",", ":")).encode()).hexdigest()
