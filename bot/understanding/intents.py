"""What a sentence is after: cue patterns over its plain words, tried in order; the first that fits decides.

Every gap is bounded ("up to n words"), so matching stays linear. A destructive reading needs an object of ours or of
the sentence itself ("it", "that"); whatever is in doubt stays unknown.
"""

from __future__ import annotations

import re

_VISIT = (
    r"(?:appointments?|visits?|bookings?|reservations?|check ?ups?|consultations?|consults?|"
    r"sessions?|slots?|meetings?|events?|"
    r"cleaning|physical|exam|procedure)"
)
_STAFF = (
    r"(?:human|humans|person|agent|representative|rep|receptionist|staff|manager|operator|supervisor|reception|"
    r"front desk|employee|advisor|nurse)"
)
_ANYBODY = r"(?:someone|somebody|people|anyone|the restaurant|the clinic|the office|the doctors office)"
_MOVE = (
    r"(?:reschedule|rescheduled|rescheduling|move|moved|change|changed|shift|modify|amend|postpone|"
    r"push|switch|delay|swap|"
    r"alter|rebook|adjust)"
)
_DROP = (
    r"(?:cancel|cancell?ed|cancell?ing|scrap|undo|call off|delete|deleted|remove|removed|erase|"
    r"erased|get rid of|clear|drop|unreserve|dismiss|take off|take out)"
)
_ASK = (
    r"(?:book|schedule|make|set up|set|get|arrange|reserve|have|find|put in|need|want|like|secure|"
    r"place|create|fix|request|try|give|plan)"
)
_LINE = r"(?:queue|line|waiting line)"
_G2, _G3, _G4, _G6 = (rf"(?: \S+){{0,{n}}}?" for n in (2, 3, 4, 6))

_RULES: tuple[tuple[str, float, str], ...] = (
    # --- leaving us for good: only plain wordings
    (
        "stop",
        0.95,
        r"^(?:please )?(?:stop|quit) (?:texting|messaging|contacting|sending|spamming|bothering|all "
        r"texts|these texts|the texts)",
    ),
    (
        "stop",
        0.95,
        r"\b(?:dont|do not|never) (?:text|message|contact|txt|sms) (?:to )?(?:me|this number)\b(?! "
        r"(?:back|when|if|until|before))",
    ),
    (
        "stop",
        0.9,
        r"^(?:please )?(?:take|remove|get) (?:me|my number) (?:off|from) (?:of )?(?:your|this|the) "
        r"(?:text |texting |mailing |contact |sms )?list$",
    ),
    (
        "stop",
        0.9,
        r"^(?:please )?unsubscribe|\bunsubscribe (?:me|from)|\bopt (?:me )?out\b|^leave me alone|\bno "
        r"more (?:texts|messages)\b|\blose my number\b",
    ),
    (
        "stop",
        0.9,
        r"\b(?:dont|do not) want (?:any |these |your |to (?:get|receive) (?:any |these |your )?)(?:more "
        r")?(?:texts|messages|text messages)\b",
    ),
    (
        "erase",
        0.95,
        r"\b(?:delete|erase|remove|wipe|forget) (?:all )?(?:of )?my (?:\S+ )?(?:data|info|information|"
        r"details|records|account|profile)\b",
    ),
    ("erase", 0.9, r"\b(?:delete|erase|forget) (?:everything about )?me\b|\bright to be forgotten\b"),
    # --- a person
    (
        "agent",
        0.9,
        rf"\b(?:talk|speak|chat|talking|speaking|connect|transfer|connected|pass|put|patch)(?: "
        rf"\S+){{0,3}}? (?:to|with|through)(?: \S+){{0,2}}? {_STAFF}\b",
    ),
    ("agent", 0.9, rf"\b(?:talk|speak|speaking|talking) (?:to|with) {_ANYBODY}\b"),
    (
        "agent",
        0.9,
        r"\b(?:want|need|get me|give me|is there)(?: \S+){0,2} (?:real |actual |live )(?:human|person|"
        r"agent)|\breal (?:person|human)\b",
    ),
    (
        "agent",
        0.85,
        r"\b(?:can|could|please|have)(?: \S+){0,2} (?:call|phone|ring) me(?: back)?\b|\bsomeone there "
        r"to talk\b|\btransfer me\b",
    ),
    # --- the queue
    (
        "leave",
        0.9,
        rf"\b(?:leave|quit|exit|get out of|drop out of) (?:the |this |your )?(?:{_LINE}|waitlist|waiting "
        rf"list|wait list)\b",
    ),
    (
        "leave",
        0.9,
        rf"\b(?:take|get|remove|pull|drop) me (?:out of|off|from|off of) (?:the |this |your )?(?:{_LINE}|"
        rf"waitlist|waiting list|wait list)\b",
    ),
    ("waitlist", 0.9, r"\b(?:waitlist|wait list|waiting list|cancellation list|standby list)\b"),
    (
        "waitlist",
        0.85,
        r"\b(?:if|when|in case) (?:anything|something|a slot|a spot|an appointment|anyone|someone|there "
        r"is|theres)(?: \S+){0,3}? (?:earlier|sooner|opens|open up|opens up|comes up|frees|free up|"
        r"frees up|cancels|cancel|cancellation)",
    ),
    (
        "queue",
        0.9,
        rf"\b(?:join|enter|get in|get into|put me in|add me to|get me in|in) (?:the |your )?{_LINE}\b(?! (?:is|are))",
    ),
    ("queue", 0.85, r"\b(?:take|get|give me) a (?:number|ticket)\b|\bwalk in\b|\bwalk-in\b"),
    (
        "position",
        0.9,
        r"\b(?:how long|how much longer|how many minutes)(?: \S+){0,3}? (?:wait|waiting|queue|line|be "
        r"seen|my turn|till its my turn)\b|\bhow much longer\b",
    ),
    (
        "position",
        0.9,
        r"\bhow many(?: \S+){0,2} (?:ahead|before|in front)\b|\b(?:my|whats my) (?:place|position|"
        r"number|spot) in\b|\bwhere am i in\b|\bam i next\b|\bwhen is my turn\b|\bwhat number am i\b|"
        r"\bis it my turn\b",
    ),
    (
        "here",
        0.9,
        r"^(?:hi |hello |hey |ok )?(?:i am|im|i have|ive|we are|were|we have|weve|i) (?:just )?(?:now "
        r")?(?:here|arrived|outside|at the (?:clinic|office|front desk|door|reception)|in the "
        r"(?:waiting room|parking lot|lobby|car park)|downstairs|in your (?:lobby|parking lot|waiting "
        r"room))",
    ),
    (
        "here",
        0.85,
        r"\b(?:checking in for|check me in|just (?:arrived|got here|parked|walked in)|here for my|have arrived)\b",
    ),
    (
        "late",
        0.9,
        r"\b(?:running|gonna be|going to be|will be|ill be|be|am|im|might be|about)(?: \S+){0,4}? "
        r"(?:late|behind)\b(?! (?:dinner|night))",
    ),
    (
        "late",
        0.85,
        r"\bstuck in traffic\b|\b(?:\d+|ten|fifteen|twenty|thirty|five) more minutes\b|\b(?:be there|on "
        r"my way|arrive|there) in (?:about )?\S+ minutes\b|\bon my way\b|\btrain is delayed\b|\bmy bus "
        r"is late\b",
    ),
    (
        "away",
        0.9,
        r"\b(?:stepping out|step out|stepped out|stepping away|be right back|back in (?:a|\d+|five|ten) "
        r"(?:sec|minutes|bit|few)|getting (?:a )?coffee|gone for|waiting in (?:my|the) car|went (?:out|"
        r"to get))\b",
    ),
    # --- a visit that is there
    (
        "status",
        0.85,
        r"\b(?:confirm|conform|verify|check|assure me|make sure|see|know|sure|tell me|double check|"
        r"check on)\b(?: that| if| whether| on| for)?(?: \S+){0,1}? (?:i|we) (?:still )?have\b",
    ),
    (
        "status",
        0.85,
        r"^(?!.*\bhere\b)(?:.*\b)?(?:verify|confirm|confirming|conform|check on|check for|check and "
        r"confirm)\b(?: on| for)?(?: my| the| our| his| her)?(?: \S+){0,6}? (?:reservations?|"
        r"appointments?|bookings?|visits?|table)\b",
    ),
    (
        "status",
        0.85,
        rf"\b(?:do|did|dont|does) (?:i|we|he|she|it|my \w+|todays schedule)(?: still| already)? (?:have|"
        rf"got|include|meet)\b(?!(?: \S+){{0,2}} to (?:bring|pay|fast|do|wear|wait)){_G6} {_VISIT}\b",
    ),
    (
        "status",
        0.85,
        rf"\b(?:what|when|whats|whens|which|where)(?: \S+){{0,4}}? (?:is|are|was|s|day|time|does|am|do|"
        rf"will)?(?: exactly)? ?(?:my|our|the next|that|i)\b{_G4} {_VISIT}\b(?!(?: \S+){{0,3}} (?:room|"
        rf"rooms) )",
    ),
    (
        "status",
        0.85,
        rf"\b(?:is|was|are) (?:my|our)\b{_G4} {_VISIT}\b|\bis {_G2} ?{_VISIT} (?:still|valid|confirmed|on|set)\b",
    ),
    (
        "status",
        0.85,
        r"\b(?:what|whats|show|see|list|tell me|read|view|check)(?: \S+){0,3}? (?:my|i have)(?: "
        r"\S+){0,2}? (?:appointments|visits|bookings|reservations|schedule|scheduled|booked|calendar|"
        r"agenda|meetings|reminders)\b",
    ),
    (
        "status",
        0.8,
        r"\b(?:any|are there any|upcoming|what|which|how many|list|show me) (?:total |upcoming "
        r")?(?:meetings|appointments|events)\b(?!(?: \S+){0,3}? (?:available|open|free))",
    ),
    (
        "status",
        0.8,
        r"\bwhen(?: am i|s my| is my| do i)(?: \S+){0,2}? (?:scheduled|booked|supposed|next|due|come in|"
        r"seen)\b|\bwhat did i book\b|\bam i (?:booked|scheduled)\b",
    ),
    # --- moving it
    ("reschedule", 0.9, rf"\b{_MOVE}\b(?: \S+){{0,6}}? {_VISIT}\b(?! (?:to )?cancell?ed)"),
    ("reschedule", 0.9, rf"\b{_VISIT}\b(?: \S+){{0,5}}? (?:{_MOVE}|different (?:day|time))\b"),
    ("reschedule", 0.85, r"\b(?:reschedule|rescheduling|rescheduled|postpone|rebook)\b"),
    (
        "reschedule",
        0.8,
        r"\b(?:move|change|push|switch|shift|bump) (?:it|that|this|mine|me|my \S+|the (?:time|date|day)|"
        r"to|from)\b(?! (?:off|over|up to you))",
    ),
    ("reschedule", 0.8, r"\b(?:come|do it|make it|have it|go) (?:in )?(?:a )?(?:different|another) (?:day|time)\b"),
    # --- dropping it
    (
        "cancel",
        0.9,
        rf"\b(?:{_DROP}|end|close|forget|disregard)\b(?: \S+){{0,8}}? (?:{_VISIT}|table|calendar|rsvp|"
        rf"party|engagements?|dinner|lunch|doctors?|dentist)\b",
    ),
    (
        "cancel",
        0.9,
        rf"\b(?:{_VISIT}|table|it|that)\b(?: \S+){{0,5}}? (?:cancel|cancell?ed|cancell?ing|deleted|removed)\b",
    ),
    ("cancel", 0.85, r"\b(?:cancel|cancelling|scrap|abort|discontinue|abandon)\b"),
    (
        "cancel",
        0.75,
        rf"\b(?:no longer|dont|do not|doesnt|not|dont need|wont) (?:\S+ )?(?:need|want|necessary|needed|"
        rf"wants)\b(?: \S+){{0,5}}? (?:{_VISIT}|table|the doctor|to see the doctor)\b",
    ),
    (
        "cancel",
        0.75,
        rf"\b(?:{_VISIT}|table)\b(?: \S+){{0,7}}? (?:not needed|isnt needed|not necessary|no longer|"
        rf"anymore|any more)\b",
    ),
    (
        "cancel",
        0.6,
        r"\b(?:cant|can not|cannot|wont|will not|unable to|not able to|wont be able to|wont be) (?:\S+ "
        r")?(?:make it|make my|make the|come|attend|coming|be there|be coming|make today|make "
        r"tomorrow)\b(?! (?:(?:any )?earlier|before|after|until|till|sooner))",
    ),
)
_COMPILED = tuple((intent, confidence, re.compile(pattern)) for intent, confidence, pattern in _RULES)

_BOOKING: tuple[tuple[str, float, str], ...] = (
    (
        "more",
        0.85,
        r"\b(?:who|what|anyone|anybody|someone|somebody|anything|something|any one|some one|whats) "
        r"else\b|\bother (?:options?|times?|doctors?|days?|dentists?|choices?|suggestions?|results?|"
        r"possibilities|slots?|dermatologists?|\w+ists?)\b",
    ),
    (
        "more",
        0.85,
        r"\b(?:any|are there|have|find|is there|no|see|show me|what)(?: any| some| me)? others?\b|"
        r"\banother (?:option|doctor|choice|one|time|day|dentist)\b|\b(?:more|additional) (?:options|"
        r"choices|times|slots)\b|\balternatives?\b|\b(?:different|another) (?:doctor|time|day|dentist|"
        r"one)\b|\bsearch again\b|\bnone of (?:these|those|them)\b",
    ),
    (
        "slots",
        0.85,
        r"\b(?:what|when|which|whats|any|anything|is there|are there|have you got|do you have|got|do "
        r"they have|is|are|whens|check|find out|see)\b(?: \S+){0,6}? (?:available|availability|"
        r"openings?|free|open|slots?|spots?|times? (?:do|are))\b(?! (?:parking|wifi))",
    ),
    (
        "slots",
        0.85,
        r"\b(?:when|what (?:day|days|time|times)) (?:can|could|may) (?:i|we|you) (?:\S+ )?(?:come|see|"
        r"get|be seen|book|fit)\b|\bwhat (?:have|do) you (?:got|have)\b(?! (?:answers|to do))|"
        r"\bavailability\b|\bearliest (?:appointment|slot|time|you)\b|\b(?:next|first|earliest|soonest) "
        r"(?:available|free|opening|appointment)\b",
    ),
    (
        "book",
        0.9,
        rf"\b(?:{_ASK}|setup|book me|schedul\w+|booked|scheduled|reserving)\b(?: \S+){{0,6}}? "
        rf"(?:{_VISIT}|table|rooms?|suite)\b",
    ),
    (
        "book",
        0.85,
        r"\b(?:see|visit|go to|get to|need|want|get|find|with|meet with)\b(?: \S+){0,3}? (?:doctor|dr|"
        r"dentist|physician|gp|specialist|dermatologist|nurse|hygienist|therapist|clinic|doctors|"
        r"pediatrician)\b",
    ),
    (
        "book",
        0.85,
        r"\b(?:need|want|like|have|hoping|trying|can i|could i|may i|can we|could we|can you|could you|"
        r"love|looking)(?: to)?(?: \S+){0,2}? (?:come in|be seen|get in|see (?:someone|somebody|anyone)|"
        r"squeeze me in|fit me in|get seen|be checked|stop by|pop in|get checked)\b",
    ),
    ("book", 0.85, r"\b(?:book|reserve)\b(?! (?:reading|club|recommend|author|store))(?: \S+)"),
    ("book", 0.8, r"\b(?:schedule|appointment|reservation|booking)\b(?! is| fees?| polic)"),
    (
        "book",
        0.75,
        r"\b(?:get|getting|have|having|need|needs|want)(?: \S+){1,5}? (?:checked|looked at|examined|"
        r"inspected|checked out|cleaned|maintenance|serviced)\b|\b(?:need|find|want|get|is there|who|"
        r"anyone)(?: \S+){0,5}? (?:look at|check out|inspect|take a look)\b",
    ),
    ("book", 0.75, r"\btable for\b|\bparty of\b|\bneed a (?:table|room)\b"),
)
_BOOKING_COMPILED = tuple((intent, confidence, re.compile(pattern)) for intent, confidence, pattern in _BOOKING)

_TALK: tuple[tuple[str, float, str], ...] = (
    ("restart", 0.85, r"\b(?:start over|start again|start from scratch|start this over|begin again|start fresh)\b"),
    (
        "back",
        0.85,
        r"\b(?:go back|previous (?:step|question)|never ?mind|nevermind|forget (?:it|that|about it)|"
        r"(?:changed|change) my mind|dont do that|undo)\b",
    ),
    (
        "back",
        0.7,
        r"\b(?:stop|shut (?:up|off|down)|quiet|halt|abort|quit|terminate|that is enough|thats enough|be "
        r"quiet|discontinue|switch off)\b",
    ),
    (
        "language",
        0.9,
        r"\b(?:speak|in|use|prefer|switch to|change to|text me in|hablo|habla|write in)(?: \S+)? "
        r"(?:english|spanish|espanol|ingles)\b|\blanguage\b",
    ),
    ("name", 0.9, r"^(?:hi |hello )?(?:my name is|my names|change my name|this is|call me|name is)\b"),
    (
        "help",
        0.85,
        r"\b(?:what|which|how|anything|everything)(?: \S+){0,6}? (?:can|could|do|are|should|would|may)? "
        r"?(?:i|you)(?: \S+){0,3}? (?:ask|help me with|do|assist|capable|able|offer|answer|know|respond|"
        r"use you|familiar)\b(?: \S+){0,3}$",
    ),
    (
        "help",
        0.85,
        r"\b(?:how (?:does|do) (?:this|it|i use) (?:work|this)?|i need help|can you help me|help me "
        r"please|what are (?:your|my) options|i dont (?:understand|get it)|how do i)$|\b(?:your "
        r"capabilities|can i ask you|can you (?:help|assist))\b(?: \S+){0,3}$",
    ),
)
_TALK_COMPILED = tuple((intent, confidence, re.compile(pattern)) for intent, confidence, pattern in _TALK)

_THANKS = re.compile(
    r"\b(?:thanks|thank you|thank|thankful|grateful|appreciate|appreciated|appreciates|cheers|gracias|thank u|merci)\b"
)
_BYE = re.compile(
    r"\b(?:bye|goodbye|good bye|see you|see ya|talk to you (?:later|soon)|talk later|later gator|"
    r"farewell|so long|good night|goodnight|"
    r"have a (?:good|great|nice|lovely) (?:day|one|evening|night|weekend|afternoon|week)|take care|"
    r"thats (?:all|everything|it)|that is (?:all|everything|it)|"
    r"(?:will|would|ll|that) be all|thatll be all|all i need(?:ed)?|im done|i am done|done now|were "
    r"done|i am all set|all set|dont need anything else|nothing else|"
    r"signing off|ciao|adios|au revoir|sayonara|cheerio|laters|gotta go|have to (?:go|run|get "
    r"going)|nice (?:talking|talk|chat|chatting|speaking)|"
    r"(?:good|great|nice|pleasure|pleasant|enjoyable|enjoyed|fun|glad|enjoyed|awesome) (?:\S+ "
    r"){0,4}(?:talk|talking|talked|chat|chatting|speak|speaking|conversation|conversing|"
    r"conversation))\b"
)
_GREET = re.compile(
    r"^(?:\S+ )?(?:hi|hello|hey|hiya|howdy|greetings|heyo|yo|hola|salutations|good (?:morning|"
    r"afternoon|evening)|whats up|sup)\b(?: \S+){0,6}$|"
    r"\bhow (?:are|is|have|s) (?:you|things|everything|it going|life|your day)\b|\bhows (?:it|"
    r"everything|things|life)\b|\bare you (?:ok|doing|feeling|there)\b|\bhow you doing\b|"
    r"\b(?:nice|good|great) to (?:see|meet) you\b|\bhow are\b|\bhow do you feel\b|\bhave you been\b|\bhowve you\b"
)
_YES = re.compile(
    r"^(?:oh |ok |well |um |uh |why )*(?:yes|yeah|yep|yup|sure|absolutely|definitely|certainly|of "
    r"course|correct|right|exactly|true|positive|affirmative|agreed|perfect|great|awesome|sounds|"
    r"that (?:works|is (?:correct|right|true|fine|good|great|perfect|ok|it|exactly)|would be "
    r"(?:great|fine|good|perfect|awesome|lovely|yes)|will (?:work|do|be fine)|sounds|seems|suits)|"
    r"thats (?:correct|right|true|fine|good|great|perfect|ok|it|exactly|just fine|a yes|what i want|definitely)|"
    r"works|it (?:works|is|does)|ok|alright|all right|go ahead|please do|do (?:it|that)|i (?:agree|"
    r"accept|confirm|do|am|believe|would)|fine|good|wonderful|excellent|uh huh|very good|cool|seems "
    r"(?:good|fine|right))\b"
)
_NO = re.compile(
    r"^(?:oh |ok |well |um |uh |sorry |actually )*(?:no|nope|nah|not|never|negative|none|wrong|incorrect|neither|nada|"
    r"i (?:dont|do not|didnt|did not|never|think not|say no|rather not|would rather not|would prefer not|disagree)|"
    r"that(?:s| is|)? (?:not|isnt|wrong|incorrect|false|doesnt|does not|cant|wont|would be no|would "
    r"not)|thats (?:not|wrong|incorrect|false|a no|totally wrong)|"
    r"it(?:s| is) (?:not|wrong|a no|no)|dont|do not|maybe (?:later|another|some other|not)|perhaps "
    r"later|later|hold off|put that on hold|another time|let me think)\b"
)
_LEADS = re.compile(r"^(?:(?:hi|hello|hey|ok|so|um|well|oh|please|sorry|great|perfect|alright) )+")


def by_cues(words: str, question: bool) -> tuple[str, float]:
    """The intent of plain words joined by single spaces, and how sure it is: ("unknown", 0.0) when nothing fits."""
    if re.search(
        r"\b(?:dont|do not|never|didnt|did not|not) (?:want to |wanna )?(?:cancel|delete|erase|leave|stop)\b", words
    ):
        return "unknown", 0.3
    for group in (_COMPILED, _BOOKING_COMPILED, _TALK_COMPILED):
        for intent, confidence, pattern in group:
            if pattern.search(words):
                return intent, confidence
    return _small_talk(words, question)


def _small_talk(words: str, question: bool) -> tuple[str, float]:
    short = words.count(" ") < 14
    if _BYE.search(words) and short:
        return "bye", 0.8
    if _THANKS.search(words) and words.count(" ") < 18:
        return "thanks", 0.8
    if _GREET.search(words) and short:
        return "greet", 0.75
    if not question and _NO.search(words):
        return "no", 0.8 if short else 0.6
    if not question and _YES.search(words):
        return "yes", 0.8 if short else 0.6
    return "unknown", 0.0
