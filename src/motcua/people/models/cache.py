"""The table of the cache that all processes share."""

from django.db import models


class SharedCache(models.Model):
    """The rows of Django's database cache: failed sign-ins and used codes, which all workers must see alike."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "shared_cache"

    def __str__(self) -> str:
        return self.cache_key
