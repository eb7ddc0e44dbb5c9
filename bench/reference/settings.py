"""Settings of the reference: two middlewares, one app, the same database drivers and options as the product."""

from motcua.config.env import database_settings, read_environment

SECRET_KEY = "the reference keeps nothing secret"
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "bench.reference.api"
INSTALLED_APPS = ["bench.reference.bare"]
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"]
DATABASES = {"default": database_settings(read_environment())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
