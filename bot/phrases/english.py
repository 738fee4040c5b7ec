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
    "notice.turn_third": "You are {place} in line at {clinic}, ticket {ticket}. If you are not here, please come now."
    " For 10 more minutes text LATER.",
    "notice.turn_now": "It is your turn, ticket {ticket}: please go to {room}, {doctor}. {clinic}",
    "notice.turn_now_roomless": "It is your turn, ticket {ticket}: {doctor} will see you now. {clinic}",
    "notice.turn_online": "It is your turn, ticket {ticket}. Join {doctor} here: {link}",
    "notice.turn_recall": "Ticket {ticket}: we are calling you again. Please go to {room}, {doctor}. {clinic}",
    "notice.turn_recall_roomless": "Ticket {ticket}: we are calling you again. {doctor} is waiting for you. {clinic}",
    "notice.turn_recall_online": "Ticket {ticket}: we are calling you again. Join {doctor} here: {link}",
    "notice.turn_asked": "Ticket {ticket}: we called you. Are you on your way? Text HERE when you are here, or LATER"
    " for 10 more minutes. {clinic}",
    "notice.turn_passed": "Ticket {ticket}: we called and did not find you, so others go first. Text HERE when you are"
    " here and you are back in your place. {clinic}",
    "notice.turn_back": "Ticket {ticket}: you are back in line. We text you when it is your turn. {clinic}",
    "notice.turn_not_yet": "Ticket {ticket}: sorry, it is not your turn yet. You keep your place, and we text you"
    " again. {clinic}",
    "notice.turn_handed_over": "Ticket {ticket}: {doctor} will see you. You keep your place in line. {clinic}",
    "notice.turn_missed": "Ticket {ticket}: we called and you did not come, so your place is closed. To take a new one"
    " text QUEUE. {clinic}",
    "notice.turn_removed": "Ticket {ticket} was taken out of the line by the desk. For help text AGENT. {clinic}",
    "notice.turn_room": "room {room}",
}
