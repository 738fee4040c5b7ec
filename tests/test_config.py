"""The environment: every complaint names its variable; production takes no default secret."""

from __future__ import annotations

import pytest

from config import DEVELOPMENT, ConfigError, load

PRODUCTION = {
    "PUBLIC_URL": "https://desk.example.com/",
    "SECRET_KEY": "k" * 40,
    "TWILIO_ACCOUNT_SID": "AC" + "1" * 32,
    "TWILIO_AUTH_TOKEN": "a-token",
    "TWILIO_FROM": "+15550100000",
}


def test_production_takes_its_values_and_needs_no_telegram() -> None:
    config = load(PRODUCTION)
    assert (config.env, config.public_url, config.telegram_bot_id) == ("production", "https://desk.example.com", None)
    assert (config.twilio_api_base, config.telegram_api_base) == ("", "")


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"PUBLIC_URL": ""}, "PUBLIC_URL is missing"),
        ({"PUBLIC_URL": "desk.example.com"}, "PUBLIC_URL is malformed"),
        ({"SECRET_KEY": DEVELOPMENT["SECRET_KEY"]}, "SECRET_KEY is a default"),
        ({"TWILIO_AUTH_TOKEN": DEVELOPMENT["TWILIO_AUTH_TOKEN"]}, "TWILIO_AUTH_TOKEN is a default"),
        ({"TWILIO_FROM": "555"}, "TWILIO_FROM is malformed"),
        ({"TELEGRAM_BOT_TOKEN": "123:abc"}, "TELEGRAM_SECRET_TOKEN is missing"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL is malformed"),
        ({"PORT": "eighty"}, "PORT is malformed"),
        ({"TRUSTED_PROXIES": "all"}, "TRUSTED_PROXIES is malformed"),
        ({"SMTP_URL": "mail.example.com:587", "MAIL_FROM": "desk@example.com"}, "SMTP_URL is malformed"),
        ({"SMTP_URL": "smtp://mail.example.com:mail", "MAIL_FROM": "desk@example.com"}, "SMTP_URL is malformed"),
        ({"SMTP_URL": "smtp://mail.example.com:587"}, "MAIL_FROM is missing"),
        ({"SMTP_URL": "smtp://mail.example.com", "MAIL_FROM": "the desk"}, "MAIL_FROM is malformed"),
        ({"FRONTDESK_ENV": "staging"}, "FRONTDESK_ENV is malformed"),
    ],
)
def test_a_wrong_value_is_named(values: dict[str, str], complaint: str) -> None:
    with pytest.raises(ConfigError, match=complaint):
        load(PRODUCTION | values)


def test_development_needs_nothing_and_talks_to_its_own_carrier() -> None:
    config = load({"FRONTDESK_ENV": "development", "PORT": "8123"})
    assert config.public_url == "http://127.0.0.1:8123"
    assert config.twilio_api_base == config.telegram_api_base == "http://127.0.0.1:8123/phone/carrier"
