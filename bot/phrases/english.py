"""English. Short, plain, warm; GSM-7; a date never without its weekday; at most one question a message.

A key is "<subject>.<what>". Refusals use their own code: "refused.slot_taken". Texts that leave on their own
("notice.*") cost one segment with the longest names; tests/bot/test_phrases.py holds them to it.
"""

ENGLISH: dict[str, str] = {
    "unknown.first": "Sorry, I did not understand that. To book a visit, text BOOK. For everything else, text HELP.",
    # --- notices about a visit ---------------------------------------------------------------------------------------
    # --- the queue ---------------------------------------------------------------------------------------------------
}
