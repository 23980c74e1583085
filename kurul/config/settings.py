"""The one settings file. Everything that differs between installations is read from the environment (see README)."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from environs import Env

env = Env()
ROOT = Path(__file__).resolve().parents[2]
VAR = Path(env.str("KURUL_VAR", str(ROOT / "var")))

# --- mode -------------------------------------------------------------------------------------------------------------
# "demonstration" offers one-click sign-ins and pins the day; "production" is the default; "test" is set by the tests.
KURUL_MODE = env.str("KURUL_MODE", "production")
if KURUL_MODE not in {"demonstration", "production", "test"}:
    raise ImproperlyConfigured(f"KURUL_MODE is {KURUL_MODE!r}; use demonstration or production.")
DEMONSTRATION = KURUL_MODE == "demonstration"
PRODUCTION = KURUL_MODE == "production"
DEBUG = False
# The pinned day governs both clocks; only a demonstration or a test may pin it.
KURUL_PINNED_DAY = None if PRODUCTION else env.date("KURUL_PINNED_DAY", None)

SECRET_KEY = env.str("SECRET_KEY", "" if PRODUCTION else "demonstration-only-not-a-secret")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set: put a long random text of your own there, or set KURUL_MODE=demonstration to try Kurul."
    )
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", [] if PRODUCTION else ["127.0.0.1", "localhost", "testserver"])
# Where everybody reaches this installation, as https://kurul.example.gov. Open data name records by it.
PUBLIC_ADDRESS = env.str("PUBLIC_ADDRESS", "" if PRODUCTION else "http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])

# --- applications -----------------------------------------------------------------------------------------------------
ROOMS = ["law", "people", "organisations", "positions", "boards", "strategy", "monitoring", "oversight"]
ROOMS = [room for room in ROOMS if (ROOT / "kurul" / "rooms" / room / "apps.py").exists()]

INSTALLED_APPS = [
    "kurul.site",
    *(f"kurul.rooms.{room}" for room in ROOMS),
    "kurul.kernel",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "django_htmx",
    "django_tables2",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "kurul.kernel.web.middleware.RememberingMiddleware",
    "kurul.kernel.identity.middleware.ActorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kurul.kernel.web.middleware.PolicyMiddleware",
    "kurul.kernel.web.middleware.LookMiddleware",
    "kurul.kernel.web.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "kurul.config.urls"
WSGI_APPLICATION = "kurul.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # The site comes first: its template of the same name may extend the one of the kernel.
        "DIRS": [ROOT / "kurul" / "site" / "templates", ROOT / "kurul" / "kernel" / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kurul.kernel.web.context.shell",
            ],
            "builtins": ["kurul.kernel.web.templatetags.kurul", "django.templatetags.i18n"],
        },
    }
]
FORM_RENDERER = "kurul.kernel.web.forms.KurulFormRenderer"
CSRF_FAILURE_VIEW = "kurul.kernel.web.errors.csrf_failure"

# --- database ---------------------------------------------------------------------------------------------------------
# A connection is kept for a minute: opening one costs more than most questions asked over it.
DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR / 'kurul.sqlite3'}", conn_max_age=60)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Readers never wait (WAL), writers take their lock at the start of the transaction instead of failing in its midst.
    # What is deleted is overwritten with zeros, or erased personal values could still be read in the file. 16 MiB of
    # the file stay in memory.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
            "PRAGMA secure_delete=ON; PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY;",
        }
    )
elif env.bool("PREPARED_STATEMENTS", True):
    # PostgreSQL plans a query that a connection asks again only once: planning takes longer than most of our answers.
    # A pooler that gives each transaction another connection must know prepared statements (PgBouncer since 1.21).
    DATABASES["default"].setdefault("OPTIONS", {}).update({"server_side_binding": True, "prepare_threshold": 1})
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Counts of failed sign-ins must be shared by all workers, so the cache lives in the database.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kurul_cache"}
    if KURUL_MODE != "test"
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# --- identity ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "kernel.Account"
AUTHENTICATION_BACKENDS = ["kurul.kernel.identity.sessions.AccountBackend"]
SESSION_ENGINE = "kurul.kernel.identity.sessions"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_ADAPTER = "kurul.kernel.identity.signin.ClosedSignup"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# Five wrong passwords for one account in five minutes, thirty from one address in a minute (an office shares one).
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,5/5m/key", "login": "60/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.bool("BEHIND_PROXY", False) else 0
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login", "display_name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# --- language and time ------------------------------------------------------------------------------------------------
LANGUAGES = [("tr", "Türkçe"), ("en", "English")]
LANGUAGE_CODE = env.str("KURUL_LANGUAGE", "tr")
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("KURUL_TIME_ZONE", "Europe/Istanbul")

# --- web --------------------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATICFILES_DIRS = [ROOT / "kurul" / "kernel" / "web" / "static"]
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION and env.bool("SECURE_SSL_REDIRECT", True)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 31536000) if PRODUCTION else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", False) else None
IMPORTS_FOLDER = VAR / "imports"  # uploaded files between preview and storing; nobody else reads it
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
}
