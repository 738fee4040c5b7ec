"""Sample numbers, chats and secrets of these tests."""

from __future__ import annotations

SID = "AC" + "0" * 31 + "1"
TOKEN = "a sample auth token"
CLINIC = "+15555550100"
MAYA = "+15555550111"
NOAH = "+15555550112"
SERVICE = "MG" + "0" * 31 + "1"
BOT_TOKEN = "7000:sample-bot-token"
SECRET_TOKEN = "sample-secret"
STAFF_CHAT = -1001000100
NOAH_CHAT = 555_0112
