"""The catalogue's files as they were last imported, so that comments survive the way through the database."""

from django.db import models


class CatalogueFile(models.Model):
    """The text of one file (`procedures/1.001193.yaml`) as last imported."""

    path = models.CharField(max_length=200, unique=True)
    text = models.TextField()
    checksum = models.CharField(max_length=64)

    class Meta:
        db_table = "catalogue_file"

    def __str__(self) -> str:
        return self.path
