"""Settings of the web application, read from the environment (docs/settings.md lists each one)."""

import os
from pathlib import Path

from minping.apps.foundation.keys import key_text
from minping.site.database import database_of

MODE = os.environ.get("MINPING_MODE", "production")
"""``production``, ``demo`` (logins printed, no second factor, plain http) or ``test``."""
if MODE not in {"production", "demo", "test"}:
    raise SystemExit(
        f"MINPING_MODE={MODE}：只能是 production、demo 或 test / must be production, demo or test"
    )

HOME = Path(os.environ.get("MINPING_HOME", "minping-data")).resolve()
KEYS = HOME / "keys"
EXCHANGE = Path(os.environ.get("MINPING_EXCHANGE", HOME / "exchange"))
BOX_URL = os.environ.get("MINPING_BOX_URL", "http://localhost:8001")
SITE_URL = os.environ.get("MINPING_SITE_URL", "http://127.0.0.1:8000")
AS_OF = os.environ.get("MINPING_AS_OF", "")
"""A fixed day YYYY-MM-DD instead of today; only the demo and tests use it."""

SECURE = MODE == "production"
SECRET_KEY = key_text(KEYS, "secret")
DEBUG = False
ALLOWED_HOSTS = os.environ.get("MINPING_HOSTS", "127.0.0.1,localhost,testserver").split(",")
ROOT_URLCONF = "minping.site.urls"
WSGI_APPLICATION = "minping.site.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": database_of(os.environ.get("MINPING_DATABASE", ""), HOME)}

ROOMS = [
    "foundation",
    "messaging",
    "units",
    "campaigns",
    "accounts",
    "people",
    "register",
    "leads",
    "opinions",
    "casework",
    "commitments",
    "oversight",
    "partners",
    "assessments",
    "results",
    "consequences",
    "offices",
    "year",
    "desk",
    "portal",
]
INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    *(f"minping.apps.{room}" for room in ROOMS),  # before the packages whose templates they replace
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "minping.apps.foundation.middleware.RulesOfPages",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "minping.apps.accounts.middleware.ActorMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "minping.apps.foundation.pages.frame",
            ],
            "builtins": ["minping.apps.foundation.templatetags.minping"],
        },
    }
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = os.environ.get("MINPING_TIME_ZONE", "Asia/Shanghai")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_AUTOREFRESH = MODE == "test"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "files"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher"
    if MODE == "production"
    else "minping.apps.accounts.hashing.QuickHasher"
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/office/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_ADAPTER = "minping.apps.accounts.adapter.StaffAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "minping.apps.accounts.forms.SignInForm",
    "change_password": "minping.apps.accounts.forms.NewPasswordForm",
    "reauthenticate": "minping.apps.accounts.forms.AgainForm",
}
MFA_ADAPTER = "minping.apps.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "minping.apps.accounts.second_factor.CodeForm",
    "reauthenticate": "minping.apps.accounts.second_factor.CodeAgainForm",
    "activate_totp": "minping.apps.accounts.second_factor.AppForm",
    "add_webauthn": "minping.apps.accounts.second_factor.KeyForm",
    "edit_webauthn": "minping.apps.accounts.second_factor.KeyNameForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_TOTP_ISSUER = "民评"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
SECOND_FACTOR = MODE == "production"
"""Staff must have a second factor before any page of the office opens."""
SESSION_IDLE_SECONDS = 30 * 60
SESSION_COOKIE_AGE = 8 * 60 * 60
FRESH_SECONDS = ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
"""How long after a sign-in somebody may close, publish, export and the like without giving the password again."""

SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
"""Nothing goes to other sites. Not ``no-referrer``: browsers then send forms with ``Origin: null``, which the
check against forged requests must refuse."""
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_SSL_REDIRECT = SECURE and os.environ.get("MINPING_BEHIND_PROXY", "") == ""
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if os.environ.get("MINPING_BEHIND_PROXY", "") else 0
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("MINPING_BEHIND_PROXY", "") else None
)
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "minping.apps.foundation.errors.forbidden"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'", BOX_URL],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "minping.apps.foundation.logs.JsonLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}, "django.security": {"level": "ERROR"}},
}
