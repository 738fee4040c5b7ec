"""How gunicorn serves Frontdesk; read from the working directory. Sends happen outside requests, so threads suffice."""

import config as _config
from handlers import logs as _logs

try:
    _settings = _config.load()
except _config.ConfigError as error:
    raise SystemExit(f"frontdesk: {error}") from None

bind = f"{'0.0.0.0' if _settings.production else '127.0.0.1'}:{_settings.port}"
worker_class = "gthread"
workers = 1
# In development the carrier answers in this very process: one Telegram message holds three requests open at once.
threads = 200 if _settings.development else 8
control_socket_disable = True
loglevel = "warning"
logconfig_dict = _logs.of_the_server()
