"""Settings of the machine. What a province may change is dated data (people.Setting), not here."""

from pathlib import Path

from motcua.config import logs
from motcua.config.env import database_settings, read_environment

ENV = read_environment()
PACKAGE = Path(__file__).resolve().parent.parent

DATA_DIRECTORY = ENV.data
CLOCK_OFFSET_WEEKS = ENV.clock_offset_weeks
MAIL_SERVER = ENV.mail
# Everything in this data directory is invented; every page and sheet says so.
DEMONSTRATION = (DATA_DIRECTORY / "demonstration").exists()
*SECRET_KEY_FALLBACKS, SECRET_KEY = ENV.secrets
# Fingerprints of numbers and API tokens keep the secret with which they began: a token could not be drawn anew, and a
# number stands in clear beside its fingerprint, so that a new key would protect nothing (docs/operate.md, Keys).
FIRST_SECRET = ENV.secrets[0]
DEBUG = ENV.debug
ALLOWED_HOSTS = ENV.hosts

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "motcua.ledger",
    "motcua.people",
    "motcua.catalogue",
    "motcua.documents",
    "motcua.dossiers",
    "motcua.notices",
    "motcua.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "motcua.web.shared.seen.access_logging",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "motcua.web.shared.middleware.language_by_address",
    "motcua.web.shared.middleware.guarded_headers",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "motcua.web.shared.session_actor.SessionActor",
    "motcua.web.shared.middleware.FaultPages",
]

ROOT_URLCONF = "motcua.config.urls"
WSGI_APPLICATION = "motcua.config.wsgi.application"
DATABASES = {"default": database_settings(ENV)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Account"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / face / "templates" for face in ("shared", "portal", "desk")],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "motcua.web.shared.context.frame",
            ],
            "builtins": ["django.templatetags.static", "django.templatetags.i18n", "motcua.web.shared.tags"],
        },
    }
]
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# Who stands behind the ports (motcua.config.wiring builds them).
PORTS = {"storage": "motcua.config.wiring.storage", "post": "motcua.config.wiring.post"}

# Forms look alike everywhere; the message storage is a signed cookie, so a toast costs no statement.
FORM_RENDERER = "motcua.web.shared.renderer.HouseRenderer"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
CSRF_FAILURE_VIEW = "motcua.web.shared.errors.csrf_failure"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "motcua.web.shared.static_files.PackedStaticFiles"},
}
WHITENOISE_USE_FINDERS = True
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIRECTORY / "static"

# Sign-in is allauth's, in our words (people.sign_in). Lock-out is counted in a cache that all workers share.
AUTHENTICATION_BACKENDS = ["motcua.people.sign_in.SignInBackend"]
ACCOUNT_ADAPTER, MFA_ADAPTER = "motcua.people.sign_in.AccountAdapter", "motcua.people.sign_in.SecondFactorAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD, ACCOUNT_USER_MODEL_EMAIL_FIELD = "login", None
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "60/m/ip,5/15m/key"}
MFA_SUPPORTED_TYPES, MFA_TOTP_TOLERANCE, MFA_REAUTHENTICATION_REQUIRED = ["totp"], 1, False
LOGIN_URL = "/nv/dang-nhap/"
SESSION_COOKIE_AGE = 12 * 3600  # at the longest; how long a pause may be is a setting of the province
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "frame-ancestors": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.https
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_HSTS_SECONDS = 31_536_000 if ENV.https else 0
SECURE_REFERRER_POLICY = "same-origin"
LOGGING = logs.configuration()
