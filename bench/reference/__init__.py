"""The reference: the same rows by a bare Django with the ORM and django-ninja, no rights, no rules, no ledger."""
