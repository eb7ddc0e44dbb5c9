"""Static files with a hash in their name and packed beside, once `collectstatic` has run; plain names until then."""

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage

_ANY_SCRIPT, _IMPORTS = HashedFilesMixin._js_module_import_aggregation_patterns


class PackedStaticFiles(CompressedManifestStaticFilesStorage):
    """A newcomer's first start and the tests need no collecting: what is not in the manifest keeps its name.

    Imports are rewritten in our own modules only; borrowed scripts stay byte by byte what their makers wrote.
    """

    patterns = (*HashedFilesMixin.patterns, ("motcua/js/*.js", _IMPORTS))

    def stored_name(self, name: str) -> str:
        """The hashed name when the manifest knows it, else the name itself."""
        hashed: str | None = self.hashed_files.get(self.hash_key(name))
        return hashed or name
