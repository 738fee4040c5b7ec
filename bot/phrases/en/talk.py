"""How it writes, first words, small talk, and saying that it did not understand."""

PHRASES: dict[str, str] = {
    "language.name": "English",
    "wording.am": "am",  # empty where the day has 24 hours
    "wording.pm": "pm",
    "wording.noon": "12 noon",
    "wording.minutes": "about {range} min",
    "wording.hours": "about {range} h",
    "wording.every_week": "every week",
    "wording.every_weeks": "every {weeks} weeks",
    "wording.with_gap": "{rhythm}, with a gap",
    "wording.minutes_to_hours": "{low} min to {high} h",
    "wording.up_to": "up to {high}",
    "wording.no_wait": "no wait",
    "wording.or": " or ",
    "wording.ordinal": "{number}{number:#st|nd|rd|th}",
    "first.who": "{clinic} here.",
    "first.consent": "We text you about your visits; reply STOP to end.",
    "greet.known": "Hello! Your next visit: {visit}, code {code}. Text M {code} to move it, X {code} to cancel, or BOOK.",
    "answer.book": "Book it",
    "answer.take": "Take it",
    "answer.pass": "Pass",
    "answer.keep_mine": "Keep mine",
    "answer.wait": "Text me",
    "answer.no": "No",
    "answer.ask_desk": "Ask the desk",
    "answer.confirm": "Confirm",
    "answer.confirm_all": "Confirm all",
    "answer.move": "Move it",
    "answer.cancel": "Cancel it",
    "answer.cancel_it": "Yes, cancel it",
    "answer.keep_it": "No, keep it",
    "answer.cancel_all": "Yes, cancel them",
    "answer.keep_all": "No, keep them",
    "answer.erase": "Yes, erase it all",
    "answer.keep": "No, keep it",
    "thanks.see_you": "You are welcome. See you: {visit}.",
    "thanks.plain": "You are welcome.",
    "restart.done": "Let us start over.",
    "help.text": (
        "{clinic}: text BOOK for a visit. STATUS shows your visits. M moves one, X cancels it. SLOTS shows free times. "
        "QUEUE lets you wait in line today. WAITLIST finds you an earlier time. Text LATE 15 if you are late. "
        "AGENT gets you a person. LANGUAGE is for Spanish. STOP ends texts."
    ),
    "unknown.first": 'Sorry, I did not get that. Try "{example}", or text HELP.',
    "unknown.here": "Sorry, I did not get that.",
    "unknown.again": "Sorry, I still do not get it. Text AGENT and a person will help you.",
    "unknown.empty": "Your message came without words. Text BOOK for a visit, or HELP.",
    "unknown.example": "book {doctor} {day} {time}",
    "unknown.today": "today",
    "unknown.book": "book",
    "media.cannot_read": "Sorry, I can only read words, not pictures or voice messages.",
    "nothing_open.visit": "All right. Your next visit: {visit}, code {code}.",
    "nothing_open.plain": "All right. Text BOOK for a visit, or HELP.",
    "tap.stale": "That button is out of date.",
    "facts.where": "{clinic} is at {address}.",
    "facts.open": "{day}: open {first} to {last}.",
    "facts.closed": "{day}: closed.",
    "facts.late": 'If you are late, text us by how much: "15 min late". The desk then knows and does what it can.',
    "facts.link": "{visit}: {link}\nIf it does not open, text AGENT.",
    "facts.who": "This is {clinic}. We text you about your visits; HELP shows what you can text.",
    "facts.reminders": "Yes, we text you {spans} before your visit.",
    "facts.no_reminders": "We send no reminders here. Text STATUS to see your visits.",
    "facts.fee": "{service}: {fee}.",
    "facts.only_here": "Our texts go to this phone only, so please pass them on.",
    "facts.copy_by_mail": "A copy can go by e-mail: text EMAIL and the address.",
    "facts.ask_desk": "I do not know that. Text AGENT and the desk will tell you.",
    "language.which": "Which language?",
    "language.set": "From now on we write in {language}.",
    "agent.told": "I have told the desk. Someone will get back to you here as soon as they can.",
    "emergency.call": "If this is an emergency, call {number} now. I have told the desk as well.",
    "trouble.crash": "Sorry, something went wrong on our side. {clinic} has been told and will answer you. "
    "If it is urgent, please call.",
    "trouble.crash_staff": "A message from {who} could not be answered because of a fault here. "
    "Please look at it and reply to them.",
    "trouble.database": "We got your message and will answer in a few minutes.",
    "trouble.slow_down": "That is a lot of messages at once, so we will pause. Please write again in 10 minutes, "
    "or call if it is urgent.",
    "trouble.stopped_staff": "Texts to {who} no longer arrive: they have opted out with their carrier. "
    "Please call them. They can text START to get texts again.",
    "trouble.cancel_stopped_staff": "{who} texted CANCEL. What they meant is cancelled, but their carrier now stops our "
    "texts too. They can text START to get them again.",
    "trouble.cancel_unclear_staff": "{who} texted CANCEL and their carrier now stops our texts. No visit was cancelled: "
    "please call them. They can text START to get texts again.",
    "trouble.wrong_number_staff": "{who} says this is the wrong number. It gets no more texts; please check it.",
    "trouble.wrote_stopped_staff": "{who} has stopped our texts, so I may not answer. Please call them. They wrote: {text}",
    "trouble.dead_staff": "Texts to {who} do not arrive ({code}). Please call them and check the number.",
    "trouble.mailbox_staff": "E-mail to {who} does not arrive ({code}). Please ask for the right address.",
    "trouble.mail_staff": "An e-mail to {who} was not sent: the mail server answered {code}. "
    "The person who runs Frontdesk has to look into it.",
    "trouble.landline_staff": "{who} is a landline or cannot take texts ({code}). Please call them instead.",
    "trouble.filtered_staff": "The carrier held back a text to {who} as unwanted ({code}). "
    "The person who runs Frontdesk has to look at its words and at the number's set-up.",
    "trouble.region_staff": "A text to {who} was not sent: texts to that country are not switched on ({code}). "
    "Please call them; the person who runs Frontdesk can switch it on.",
    "trouble.window_staff": "WhatsApp took no text to {who}: they have not written for 24 hours ({code}). "
    "Please call them, or have templates set up.",
    "trouble.cap_warn_staff": "Texts today: {spent} of {cap} parts, more than 80 %. "
    "At {cap} reminders and offers stop until midnight; answers and calls of the line go on.",
    "trouble.cap_stop_staff": "The day's {cap} text parts are used up. Reminders, offers and notices wait until midnight; "
    "answers and calls of the line go on. The limit is daily_segments_cap.",
    "trouble.operator_staff": "A text to {who} was not sent: the carrier answered {code}. "
    "The person who runs Frontdesk has to look into it.",
    "list.above": "The list above still stands: reply with a number from it.",
    "list.above@buttons": "You can still tap one of the buttons above.",
    "excuse.happens": "That can happen.",
    "excuse.ill": "That can happen. Get well soon!",
    "excuse.get_well": "Get well soon!",
    "excuse.rebook": "Text BOOK for a new time with {doctor}.",
    "excuse.visit": "Your visit: {visit}. Text M {code} to move it, X {code} to cancel.",
}
