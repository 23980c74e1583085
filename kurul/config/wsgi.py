"""The door of the web server: `gunicorn kurul.config.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kurul.config.settings")
application = get_wsgi_application()
