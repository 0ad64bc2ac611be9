"""Django's settings, made from the installation's own (``installation.py``). Nothing is configured twice."""

from __future__ import annotations

import os
from importlib import resources
from urllib.parse import unquote, urlsplit

from lantai.config import installation as _installation

LANTAI = _installation.load()
LANTAI_ZONE = _installation.zone(LANTAI)

SECRET_KEY = _installation.secret_key(LANTAI)
DEBUG = os.environ.get("LANTAI_DEBUG") == "1"
_public = urlsplit(LANTAI.public_url)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", _public.hostname or "", LANTAI.host, *LANTAI.allowed_hosts]
CSRF_TRUSTED_ORIGINS = [LANTAI.public_url.rstrip("/")]

INSTALLED_APPS = [
    "lantai.reading_room",
    "lantai.office",
    "lantai.iiif",
    "lantai.discovery",
    "lantai.publishing",
    "lantai.usage",
    "lantai.access",
    "lantai.digitisation",
    "lantai.preservation",
    "lantai.catalogue",
    "lantai.authorities",
    "lantai.journal",
    "lantai.accounts",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "lantai.config.security.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # hides the length of what it compresses (BREACH)
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lantai.config.language.LanguageByLink",
    "django.middleware.locale.LocaleMiddleware",
    "lantai.config.refusing.Refusals",
    "lantai.config.counted.Counted",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "lantai.config.urls"
WSGI_APPLICATION = "lantai.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lantai.reading_room.context.site",
            ],
        },
    }
]


def _database() -> dict[str, object]:
    if LANTAI.database:
        url = urlsplit(LANTAI.database)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": url.path.lstrip("/"),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": url.hostname or "",
            "PORT": str(url.port or ""),
            "CONN_MAX_AGE": 600,
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": LANTAI.home / "lantai.sqlite3",
        "OPTIONS": {
            # A deferred transaction that reads and then writes fails at once with "database is locked".
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=268435456;",
        },
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "lantai.accounts.backends.RoleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

# Ten failures for one name from one address shut that pair out for a quarter of an hour.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "reading_room/locked_out.html"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False

LANGUAGE_CODE = "zh-hant"
LANGUAGES = [("zh-hant", "繁體中文"), ("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "lantai_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = LANTAI.timezone

STATIC_URL = "/static/"
STATICFILES_DIRS = [str(resources.files("lantai").joinpath("static"))]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
MEDIA_ROOT = LANTAI.home / "media"
MEDIA_URL = "/media/"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _public.scheme == "https"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CSRF_FAILURE_VIEW = "lantai.reading_room.views.errors.form_refused"

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "reading", "index", "descriptions"],
    }
}

if LANTAI.smtp.host:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = LANTAI.smtp.host
    EMAIL_PORT = LANTAI.smtp.port
    EMAIL_HOST_USER = LANTAI.smtp.user
    EMAIL_HOST_PASSWORD = LANTAI.smtp.password
    EMAIL_USE_TLS = LANTAI.smtp.starttls
    DEFAULT_FROM_EMAIL = LANTAI.smtp.sender or LANTAI.smtp.user
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

WAGTAIL_SITE_NAME = LANTAI.name.get("zh-Hant", "Lantai")
WAGTAILADMIN_BASE_URL = LANTAI.public_url
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hant", "繁體中文"), ("zh-hans", "简体中文"), ("en", "English")]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = True
WAGTAILADMIN_USER_LOGIN_FORM = "lantai.office.forms.login.OfficeLoginForm"
WAGTAIL_USER_TIME_ZONES = [LANTAI.timezone]
WAGTAIL_PASSWORD_RESET_ENABLED = bool(LANTAI.smtp.host)
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database.fallback"}}

DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "lantai": {"level": "INFO"},
        "axes": {"level": "ERROR"},
        "django.request": {"level": "ERROR"},  # what is not found is not news
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # strangers guess hosts all day
    },
}

SILENCED_SYSTEM_CHECKS = [
    "wagtailadmin.W003",  # WAGTAILADMIN_BASE_URL is public_url
]
