"""What happens by itself, and when it last did."""

from django.db import models


class ScheduledJob(models.Model):
    """One periodic job: whoever moves `ran_at` forward has taken it (one statement, so one process)."""

    name = models.TextField(unique=True)
    ran_at = models.DateTimeField(null=True)
    error = models.TextField(null=True)

    class Meta:
        db_table = "scheduled_job"

    def __str__(self) -> str:
        return self.name
