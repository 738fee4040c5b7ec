"""English. Short, plain, warm; GSM-7; a date never without its weekday; at most one question a message.

A key is "<subject>.<what>". Refusals use their own code: "refused.slot_taken". Texts that leave on their own
("notice.*") cost one segment with the longest names; tests/bot/test_phrases.py holds them to it.
"""

ENGLISH: dict[str, str] = {
    "unknown.first": "Sorry, I did not understand that. To book a visit, text BOOK. For everything else, text HELP.",
    # --- when something breaks (handlers/inbox.py, handlers/webhooks.py, handlers/sending.py) -------------------------
    "trouble.crash": "Sorry, something went wrong on our side. {clinic} has been told and will answer you. "
    "If it is urgent, please call.",
    "trouble.crash_staff": "A message from {who} could not be answered because of a fault here. "
    "Please look at it and reply to them.",
    "trouble.database": "We got your message and will answer in a few minutes.",
    "trouble.slow_down": "That is a lot of messages at once, so we will pause. Please write again in 10 minutes, "
    "or call if it is urgent.",
    "trouble.stopped_staff": "Texts to {who} no longer arrive: they have opted out with their carrier. "
    "Please call them. They can text START to get texts again.",
    "trouble.dead_staff": "Texts to {who} do not arrive ({code}). Please call them and check the number.",
    "trouble.operator_staff": "A text to {who} was not sent: the carrier answered {code}. "
    "The person who runs Frontdesk has to look into it.",
    # --- notices about a visit ---------------------------------------------------------------------------------------
    # --- the queue ---------------------------------------------------------------------------------------------------
}
