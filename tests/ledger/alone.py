"""Settings of a house with nothing but the ledger: the lowest room with a database stands alone, and starts quickly."""

from motcua.config.env import database_settings, read_environment

ENV = read_environment()
DATA_DIRECTORY = ENV.data
SECRET_KEY = ENV.secrets[-1]
INSTALLED_APPS = ["motcua.ledger"]
DATABASES = {"default": database_settings(ENV)}
DATABASES["default"]["OPTIONS"].pop("pool", None)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
