"""Static files with a hash in their name and packed beside, once `collectstatic` has run; plain names until then."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class PackedStaticFiles(CompressedManifestStaticFilesStorage):
    """A newcomer's first start and the tests need no collecting: what is not in the manifest keeps its name."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """The hashed name when the manifest knows it, else the name itself."""
        try:
            return super().stored_name(name)
        except ValueError:
            return name
