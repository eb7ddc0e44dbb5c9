"""A file is a label on a blob; a blob is content, kept once however often it is handed in."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.rules.documents import Scan


class BlobQuerySet(models.QuerySet["Blob"]):
    """Questions about stored content."""

    def kept(self) -> "BlobQuerySet":
        """Blobs whose bytes are still there."""
        return self.filter(erased_at__isnull=True)

    def unreferenced(self) -> "BlobQuerySet":
        """Kept blobs that no remembered file row names."""
        living = File.objects.filter(blob=models.OuterRef("pk"), forgotten_at__isnull=True)
        return self.kept().filter(~models.Exists(living))


class Blob(models.Model):
    """Content by its hash. The bytes lie behind the Storage port; after erasing, the hash stays as proof."""

    sha256 = models.BinaryField(max_length=32)
    size = models.BigIntegerField()
    mime = models.CharField(max_length=100)
    scan = models.SmallIntegerField(default=Scan.WAITING)
    erased_at = models.DateTimeField(null=True)

    objects = BlobQuerySet.as_manager()

    class Meta:
        db_table = "blob"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sha256", "size"], condition=Q(erased_at__isnull=True), name="blob_kept"),
            models.CheckConstraint(name="blob_not_empty", condition=Q(size__gt=0)),
        ]

    def __str__(self) -> str:
        return bytes(self.sha256).hex()


class FileQuerySet(models.QuerySet["File"]):
    """Questions about files."""

    def remembered(self) -> "FileQuerySet":
        """Files that have not been forgotten."""
        return self.filter(forgotten_at__isnull=True)


class File(models.Model):
    """One handed-in, drafted, issued or printed file (P: the name may tell of a person).

    `public_id` is what addresses show; the name is a label for people and never becomes part of a path. `account_id`
    and `client_id` say who sent it: nobody else may name it in a verb.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    pages = models.PositiveIntegerField(null=True)
    origin = models.SmallIntegerField()
    account_id = models.BigIntegerField(null=True)
    client_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True)

    objects = FileQuerySet.as_manager()

    class Meta:
        db_table = "file"

    def __str__(self) -> str:
        return self.name
