"""English. Short, plain, warm; GSM-7; a date never without its weekday; at most one question a message.

A key is "<subject>.<what>". Refusals use their own code: "refused.slot_taken". Texts that leave on their own
("notice.*") cost one segment with the longest names; tests/bot/test_phrases.py holds them to it.
"""

ENGLISH: dict[str, str] = {
    "unknown.first": "Sorry, I did not understand that. To book a visit, text BOOK. For everything else, text HELP.",
    # --- notices about a visit ---------------------------------------------------------------------------------------
    # --- the queue ---------------------------------------------------------------------------------------------------
    "notice.turn_joined": "You are in line at {clinic}: ticket {ticket}, {ahead} ahead. We text you at your"
    " turn. To leave text LEAVE. STOP ends texts.",
    "notice.turn_joined_wait": "You are in line at {clinic}: ticket {ticket}, {ahead} ahead, {wait}. We text you"
    " at your turn. To leave text LEAVE. STOP ends texts.",
    "notice.turn_checked_in": "You are checked in at {clinic}: ticket {ticket}. We text you when it is your turn.",
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
