"""The WSGI entry: granian (or gunicorn) loads `application` from here, awake: the first visitor does not wait."""

import os

from django.core.wsgi import get_wsgi_application

from motcua.config.warming import warm

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
application = get_wsgi_application()
warm(application)
