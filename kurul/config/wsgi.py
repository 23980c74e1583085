"""The door of the web server: `gunicorn kurul.config.wsgi`."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kurul.config.settings")
application = get_wsgi_application()
# What was loaded stays as long as the process. Looking through it again and again for what has become free would stop a
# page now and then for a tenth of a second.
gc.freeze()
