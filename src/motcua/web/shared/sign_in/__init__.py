"""The doors before the staff pages: sign in, one-time code, enrolment, password, posting."""
