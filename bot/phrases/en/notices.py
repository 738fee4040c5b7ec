"""What leaves on its own ("notice.*"): one segment with the longest names, held by tests/bot/test_phrases.py."""

PHRASES: dict[str, str] = {
    "notice.offer": "{clinic}: a time is free{who}: {doctor}, {when}. Reply Y to take it or N to pass, until {until}.",
    "notice.offer_late": "{clinic}: free{who}: {doctor}, {when}. Reply Y to take it, N to pass, until {until}. You can still cancel it after.",
    "notice.offer_first": "{clinic}: free{who}: {doctor}, {when}. Reply Y to take it, N to pass, until {until}. The first Y gets it.",
    "notice.offer_first_late": "{clinic}: free: {doctor}, {when}. Reply Y or N until {until}. The first Y gets it and can still cancel it.",
    "notice.offer_swap": "{clinic}: earlier{who}: {doctor}, {when}. Y moves your {old} visit there, N keeps it. Until {until}.",
    "notice.offer_lost": "{clinic}: sorry, {doctor}, {when} went to somebody else. You stay on the waitlist. For other times text SLOTS.",
    "notice.reminder": "{clinic}: {doctor}, {when}. Reply C to confirm, M to move, X to cancel ({code}).",
    "notice.reminder_confirmed": "{clinic}: see you {when}, {doctor}. M moves it, X cancels ({code}).",
    "notice.on_the_way": "{clinic}: we expected you at {when}. Are you on your way? Reply Y, LATE 15, or X to cancel.",
    "notice.reminders": "{clinic}, {day}: {visits}. Reply C to confirm all, M to move one, X to cancel one.",
    "notice.reminders_confirmed": "{clinic}, {day}: {visits}. See you then! M moves one, X cancels one.",
    "notice.missed": "{clinic}: we missed you: {doctor}, {when}. Text BOOK for a new time.",
    "notice.confirmed": "{clinic}: confirmed: {doctor}, {when}. Code {code}. M moves it, X cancels.",
    "notice.booked_by_desk": "{clinic}: booked for you: {doctor}, {when}. Code {code}. M {code} moves it, X {code} cancels.",
    "notice.cancelled_choice": "{clinic}: sorry, your visit {when} is cancelled. Free: 1 {first}, 2 {second}. Reply 1 or 2, or text BOOK.",
    "notice.several_confirmed": "{clinic}: {count} of your visits are confirmed, the first on {when}. Text STATUS to see them.",
    "notice.several_cancelled": "{clinic}: sorry, {count} of your visits are cancelled, the first of {when}. Text BOOK for new times.",
    "notice.several_moved": "{clinic}: we moved {count} of your visits, the first to {when}. Text STATUS to see them.",
    "notice.series_by_desk": "{clinic}: {count} visits with {doctor} are booked for you: {when}, then {rhythm}. Text STATUS to see them.",
    "notice.series_cancelled": "{clinic}: sorry, {count} visits with {doctor} from {when} on are cancelled. Text BOOK for a new time.",
    "notice.payment": "{clinic}: pay {amount} for your visit {when} here: {link}",
    "notice.moved_by_desk": "{clinic}: we moved your visit to {when}, {doctor}. Code {code}. M {code} moves it, X {code} cancels.",
    "notice.on_after_all": "{clinic}: sorry, our mistake: your visit is on: {doctor}, {when}. Code {code}. M {code} moves it, X {code} cancels.",
    "notice.cancelled_by_desk": "{clinic}: sorry, your visit is cancelled: {doctor}, {when}. Text BOOK for a new time.",
    "notice.doctor_late": "{clinic}: {doctor} runs about {minutes} min late for your visit {when}. M {code} moves it.",
    "notice.linked": "{clinic}: your visits now show in a Telegram chat too. If that was not you, text AGENT.",
    "notice.meeting": "{clinic}: {doctor}, {when}. Join here: {link}",
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
