"""Cue patterns, as data: what people write when they want something of a clinic's front desk.

Patterns see plain words joined by single spaces (lower case, shorthand written out, spelling repaired). They are tried
in order and the first that fits decides. Every gap is bounded, so matching stays linear in the length of the text.
A destructive reading (cancel, stop, erase, confirm, leave) needs an object of ours or of the sentence ("it", "that").
"""

from __future__ import annotations

import re

VISIT = (
    r"(?:appointments?|visits?|bookings?|reservations?|check ?ups?|consultations?|consults?|"
    r"sessions?|slots?|meetings?|events?|"
    r"cleaning|physical|exam|procedure|conferences?|viewing)"
)
STAFF = (
    r"(?:human|humans|person|agent|representative|rep|receptionist|staff|manager|operator|"
    r"supervisor|reception|front desk|employee|advisor|"
    r"nurse|human being|somebody real)"
)
ANYBODY = r"(?:someone|somebody|people|anyone|the restaurant|the clinic|the office|the doctors office|the desk)"
MOVE = (
    r"(?:reschedule|rescheduled|rescheduling|move|moved|moving|(?<!oil )(?<!dressing )(?<!bandage "
    r")change|changed|shift|modify|amend|postpone|push|"
    r"switch|delay|swap|alter|rebook|adjust|bring forward|push back|edit|update)"
)
DROP = (
    r"(?:cancel|cancell?ed|cancell?ing|scrap|undo|call off|delete|deleted|deleting|remove|removed|"
    r"removing|erase|erased|get rid of|clear|clean|empty|wipe|drop|"
    r"unreserve|dismiss|take off|take out|destroy|eliminate|rescind|withdraw|void|revoke|terminate|"
    r"ditch|unbook|discard|cut|trash)"
)
ASK = (
    r"(?:book|schedule|make|set up|setup|set|get|arrange|reserve|have|find|put|add|need|needs|want|"
    r"like|secure|place|create|fix|request|give|plan|"
    r"organi[sz]e|hold|obtain|sign me up|hook me up|take|reserving|scheduling|booking|making|"
    r"arranging|scheduled|booked|reserved|looking for|coordinate)"
)
LINE = r"(?:queue|line|waiting line)"
_EVENT = (
    r"(?:appointments?|visits?|bookings?|reservations?|meetings?|events?|schedules?|calendar|agenda|"
    r"plans?|reminders?|conferences?|parties|party)"
)
_CALENDAR = r"(?:events?|calendars?|reminders?|agenda|schedules?|notifications?)"

Rule = tuple[str, float, str]

FAREWELL: tuple[Rule, ...] = (
    (
        "stop",
        0.95,
        r"^(?:please )?(?:stop|quit) (?:texting|messaging|contacting|sending|spamming|bothering|all "
        r"texts|these texts|the texts|the messages)",
    ),
    (
        "stop",
        0.95,
        r"\b(?:dont|do not|never|stop) (?:text|message|contact|txt|sms|texting|messaging|contacting) "
        r"(?:to )?(?:me|this number)\b(?! (?:back|when|if|until|before))",
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
        r"^(?:please )?unsubscribe|\bunsubscribe (?:me|from)|\bopt (?:me )?out\b|^(?:please |just "
        r")?leave me alone|^no more (?:texts|messages)\b|\blose my number\b",
    ),
    (
        "stop",
        0.9,
        r"\b(?:dont|do not|no longer) (?:want|wish) (?:any |these |your |to (?:get|receive) (?:any |"
        r"these |your )?)(?:more )?(?:texts|messages|text messages)\b",
    ),
    (
        "erase",
        0.95,
        r"\b(?:delete|erase|remove|wipe|forget) (?:all )?(?:of )?(?:my|the) (?:\S+ )?(?:data|info|"
        r"information|details|records|account|profile) ?(?:$|from|you|please|now|and|that)",
    ),
    (
        "erase",
        0.9,
        r"\b(?:delete|erase|forget) (?:everything about )?me\b|\bright to be forgotten\b|\berase "
        r"everything you (?:have|know)\b",
    ),
)

PERSON: tuple[Rule, ...] = (
    (
        "agent",
        0.9,
        rf"\b(?:talk|speak|chat|talking|speaking|connect|transfer|connected|pass|put|patch|reach)(?: "
        rf"\S+){{0,3}}? (?:to|with|through)(?: \S+){{0,2}}? {STAFF}\b",
    ),
    ("agent", 0.9, rf"\b(?:talk|speak|speaking|talking) (?:to|with) {ANYBODY}\b"),
    (
        "agent",
        0.9,
        r"\b(?:want|need|get me|give me|is there)(?: \S+){0,2} (?:real |actual |live )?(?:human|agent|"
        r"representative|receptionist|operator)\b|\b(?:real|actual|live) (?:person|human)\b",
    ),
    (
        "agent",
        0.85,
        r"\b(?:can|could|please|have)(?: \S+){0,2} (?:call|phone|ring) me(?: back)?\b|\bsomeone there "
        r"to talk\b|\b(?:transfer|connect) me\b|\bdont want to talk to (?:you|a (?:bot|machine|robot))\b",
    ),
    (
        "agent",
        0.75,
        r"\b(?:conversation|this|nothing|bot) (?:is |isnt )?(?:not |really )?(?:working|frustrating|"
        r"useless|works any ?more)(?: at all)?$",
    ),
)

QUEUE: tuple[Rule, ...] = (
    (
        "leave",
        0.9,
        rf"\b(?:leave|quit|exit|get out of|drop out of) (?:the |this |your )?(?:{LINE}|waitlist|waiting "
        rf"list|wait list)\b",
    ),
    (
        "leave",
        0.9,
        rf"\b(?:take|get|remove|pull|drop) me (?:out of|off|from|off of) (?:the |this |your )?(?:{LINE}|"
        rf"waitlist|waiting list|wait list)\b",
    ),
    ("waitlist", 0.9, r"\b(?:waitlist|wait list|waiting list|cancellation list|standby list)\b"),
    (
        "waitlist",
        0.85,
        r"\b(?:if|when|in case|let me know if|tell me if|notify me) (?:anything|something|a slot|a spot|"
        r"an appointment|anyone|someone|there is|theres|a time|any)(?: \S+){0,3}? (?:earlier|sooner|"
        r"opens|open up|opens up|comes up|frees|free up|frees up|cancels|cancel|cancellation)\b",
    ),
    (
        "queue",
        0.9,
        rf"\b(?:join|enter|get in|get into|put me in|add me to|get me in|in|stand in|wait in) (?:the |"
        rf"your )?{LINE}\b(?! (?:is|are))(?!.*\b(?:where|how|position|place)\b)",
    ),
    (
        "queue",
        0.85,
        r"\b(?:take|get|give me|have) a (?:queue )?(?:number|ticket)\b(?! to)|\bwalk ?in\b(?! (?:closet|"
        r"freezer))",
    ),
    (
        "position",
        0.9,
        r"\bhow (?:long|much longer|much time|many minutes)(?: \S+){0,5}? (?:waiting|queue|line|be seen|"
        r"my turn|doctor|wait)\b|\bhow much longer$|\b(?:whats|what is) the wait\b|\bhow long is the "
        r"wait\b",
    ),
    (
        "position",
        0.9,
        r"\bhow many(?: \S+){0,2} (?:ahead|before me|in front)\b|\b(?:my|whats my) (?:place|position|"
        r"number|spot) in\b|\bwhere am i in\b|\bam i next\b|\bwhen(?: is|s) (?:it )?my turn\b|\bwhat "
        r"number am i\b|\bis it my turn\b|\bwhats my (?:position|place)\b",
    ),
    (
        "here",
        0.9,
        r"^(?:i am|i have|we are|were|we have|weve|i) (?:just )?(?:now )?(?:here(?! to)|arrived|outside|"
        r"at the (?:clinic|office|front desk|door|reception)|in the (?:waiting room|parking lot|lobby|"
        r"car park)|downstairs|in your (?:lobby|parking lot|waiting room))",
    ),
    (
        "here",
        0.85,
        r"\b(?:checking in for|check me in|just (?:arrived|got here|parked|walked in)|here for my|have "
        r"arrived|checked in)\b",
    ),
    (
        "late",
        0.9,
        r"\b(?:running|going to be|will be|be|am|might be|gonna be|arrive|arriving|come|coming)(?: "
        r"\S+){0,4}? (?:late|behind)(?! (?:dinner|night|fee|morning|afternoon|august|"
        r"this))\b(?!.*\b(?:reservation|change|delay)\b)",
    ),
    (
        "late",
        0.85,
        r"\bstuck in (?:the )?traffic\b|\b(?:\d+|ten|fifteen|twenty|thirty|five) more minutes\b|\b(?:be "
        r"there|arrive|there) in (?:about )?\S+ minutes\b|\b(?:am|be|and) on my way\b|^on my way\b|"
        r"\b(?:train|bus) is (?:late|delayed)\b",
    ),
    (
        "away",
        0.9,
        r"\b(?:stepping out|step out|stepped out|stepping away|be right back|back in (?:a|\d+|five|ten) "
        r"(?:second|minutes|bit|few)|waiting in (?:my|the) car|went (?:out|to get) (?:a |some "
        r")?(?:coffee|food|lunch|air)|going out for)\b",
    ),
)

STATUS: tuple[Rule, ...] = (
    (
        "status",
        0.85,
        r"\b(?:confirm|conform|verify|check|assure me|make sure|see|know|sure|tell me|double check|"
        r"check on|check if|is it true)\b(?: that| if| whether| on| for)?(?: \S+){0,1}? (?:i|we) "
        r"(?:still |do |already )?have\b",
    ),
    (
        "status",
        0.85,
        r"\b(?:verify|confirm|confirming|conform|check on|check for|check and confirm|make sure|double "
        r"check)\b(?: on| for| that)?(?: my| the| our| his| her| an)?(?: \S+){0,6}? (?:reservations?|"
        r"appointments?|bookings?|visits?|table|meetings?)\b",
    ),
    ("status", 0.85, r"\b(?:reservation|appointment|booking) i have(?: \S+){0,5}? (?:confirm|check|verify)\b"),
    (
        "status",
        0.85,
        rf"\b(?:do|did|dont|does|have|am|are|was) (?:i|we|he|she|it|my \w+|todays schedule)(?: still| "
        rf"already)? (?:have|got|include|meet|booked)\b(?!(?: \S+){{0,2}} to (?:bring|pay|fast|do|wear|"
        rf"wait))(?: \S+){{0,6}}? (?:{_EVENT}|cleaning|physical|checkup|consultation|planned|scheduled|"
        rf"off days?|tasks?|busy day|party|table)\b",
    ),
    (
        "status",
        0.85,
        rf"\b(?:what|when|whats|whens|which|where|at what|for what)(?: \S+){{0,4}}? (?:my|our|i)\b(?: "
        rf"\S+){{0,4}}? {_EVENT}\b(?!(?: \S+){{0,3}} (?:room|rooms) )",
    ),
    (
        "status",
        0.85,
        rf"\b(?:is|was|are) (?:my|our)\b(?: \S+){{0,4}}? {VISIT}\b|\b{VISIT} (?:still on|still valid|"
        rf"confirmed)\b|\bis (?:there|their|it) (?:a|any|possible i have a)(?: \S+){{0,2}}? (?:meetings?|"
        rf"reservations?|appointments?|reminders?|events?) (?:with|for|from|under|on|at|today|tomorrow|"
        rf"this)\b|\bare there (?:any )?(?:reservations?|meetings?|events?|appointments?) (?:for|with|"
        rf"from|under|on|today|this|tomorrow|between|schedules|scheduled)\b(?!(?: \S+){{0,4}}? "
        rf"(?:available|open|free))",
    ),
    (
        "status",
        0.85,
        r"\b(?:what|whats|show|see|list|tell me|read|view|check|give me|pull up|open|hear|know)(?: "
        r"\S+){0,3}? (?:my|i have|i am|all|every|the|todays|todays)(?: \S+){0,3}? (?:appointments|"
        r"visits|bookings|reservations|schedules?|scheduled|booked|calendar|agenda|meetings?|reminders?|"
        r"conferences)\b(?!(?: \S+){0,3}? (?:available|open|free|room|rooms))",
    ),
    (
        "status",
        0.8,
        r"\b(?:any|are there any|upcoming|what|which|how many|list|show me|what kind of|latest|next|"
        r"todays) (?:total |upcoming |scheduled |pending )?(?:meetings|appointments|events|"
        r"reminders?)\b(?!(?: \S+){0,3}? (?:available|open|free))",
    ),
    (
        "status",
        0.8,
        r"\bwhen(?: am i|s my| is my| do i| will i)(?: \S+){0,2}? (?:scheduled|booked|supposed|next|due|"
        r"come in|seen|visit)\b|\bwhat did i book\b|\bam i (?:booked|scheduled|busy|supposed|free)\b|"
        r"\bwhat (?:am i|are we) (?:up to|doing|supposed)\b|\bdo i meet\b",
    ),
    (
        "status",
        0.75,
        r"\b(?:when|what time|where|what day|who|is|how soon|whens)(?: \S+){0,4}? (?:is|are|does|do|"
        r"was|the|s)(?: \S+){0,3}? (?:meeting|meetings|appointment|event|events|party|birthday|"
        r"anniversary|reservation)\b|\b(?:meeting|meetings|appointment)(?: \S+){0,3}? (?:scheduled|"
        r"is) (?:for )?when\b|\bdoes (?:\S+ ){1,3}have a reservation\b",
    ),
    (
        "status",
        0.7,
        r"^(?:first week of \w+ )?(?:meetings?|events?|reminders?)(?: \S+){0,3} (?:today|calendar|"
        r"tomorrow|week|meetings|evening|morning|afternoon)$|\b(?:happening|going on) (?:this|next|on|"
        r"today|tonight|tomorrow)\b|\bwhat (?:is|are) (?:the|my) plans?\b|\b(?:planned|plans) (?:for|"
        r"tonight|today|tomorrow)\b|\breminders?$|\bevents (?:happening|scheduled)\b|\bcoming up "
        r"events\b",
    ),
)

MOVING: tuple[Rule, ...] = (
    ("cancel", 0.85, rf"\b{MOVE} my(?: \S+){{1,6}}? to cancell?ed\b"),
    (
        "reschedule",
        0.9,
        rf"\b{MOVE}\b(?! (?:address|password|pin|insurance|is|light))(?: \S+){{0,6}}? {VISIT}\b(?! (?:to "
        rf")?cancell?ed)",
    ),
    (
        "reschedule",
        0.9,
        rf"\b(?:{VISIT}|table)\b(?: \S+){{0,7}}? (?:{MOVE}|different (?:day|time))(?= (?:to|it|that|the|"
        rf"for|until)| ?$)(?<!cleaning change)",
    ),
    ("reschedule", 0.85, r"\b(?:reschedule|rescheduling|rescheduled|postpone|rebook)\b"),
    (
        "reschedule",
        0.8,
        r"\b(?:move|change|push|switch|shift|bump|delay) (?:it|that|this|mine|me|my (?:appointment|time|"
        r"day|slot|visit|booking|\w+day|\d+ ?(?:am|pm)?)|the (?:time|date|day|slot|appointment|start)|"
        r"to|from)\b(?! (?:off|over|up to you))",
    ),
    (
        "reschedule",
        0.8,
        r"\b(?:come|do it|make it|have it|go) (?:in )?(?:on )?(?:a )?(?:different|another) (?:day|"
        r"time)\b",
    ),
)

DROPPING: tuple[Rule, ...] = (
    (
        "cancel",
        0.9,
        rf"\b(?:{DROP}|end|close|forget|disregard)\b(?! (?:to|about) )(?: \S+){{0,8}}? (?:{VISIT}|table|"
        rf"calendar|rsvp|party|parties|engagements?|dinner|lunch|doctors?|dentist|plans|schedule|task|"
        rf"standup)\b",
    ),
    (
        "cancel",
        0.9,
        rf"\b(?:{VISIT}|table|it|that|party)\b(?: \S+){{0,5}}? (?:cancel|cancell?ing|deleted|removed|"
        rf"delete)\b",
    ),
    (
        "cancel",
        0.85,
        r"\bneed(?:s)?(?: \S+){0,4}? cancell?ed\b|\b(?:put in|want|need|make|request|like) (?:a|to put "
        r"in a) cancellation\b",
    ),
    (
        "cancel",
        0.85,
        r"\b(?:cancel|cancelling|scrap|abandon)\b(?! (?:culture|subscription|my (?:card|credit|flight|"
        r"subscription|order|membership|insurance)))",
    ),
    (
        "cancel",
        0.75,
        rf"\b(?:no longer|dont|do not|doesnt|not|wont|not going to) (?:\S+ )?(?:need|want|necessary|"
        rf"needed|wants|in need of)\b(?! to (?:make|add|book|schedule|create|wait|change))(?: "
        rf"\S+){{0,5}}? (?:{VISIT}|table|to meet|the doctor|to see the doctor)\b",
    ),
    (
        "cancel",
        0.75,
        rf"\b(?:{VISIT}|table)\b(?: \S+){{0,10}}? (?:not needed|isnt needed|not necessary|no longer|dont "
        rf"need|do not need|anymore|any more)\b|\b(?:dont|do not) want to meet\b|\bno longer (?:be "
        rf")?(?:joining|coming|going|attending)\b",
    ),
    (
        "cancel",
        0.6,
        r"\b(?:cant|can not|cannot|wont|will not|unable to|not able to|wont be able to|wont be|am not|"
        r"are not) (?:be able to )?(?:\S+ )?(?:make it|make my|make the|come|attend|coming|be there|be "
        r"coming|make today|make tomorrow|going to (?:make it|come|dinner|be there|my))\b(?! (?:(?:any "
        r")?earlier|before|after|until|till|sooner|on time))",
    ),
)

OTHERS: tuple[Rule, ...] = (
    (
        "more",
        0.85,
        r"\b(?:who|what|anyone|anybody|someone|somebody|anything|something|any one|some one|whats) "
        r"else\b(?! (?:from|for now|today)$)(?<!need anything else)|\bother (?:options?|times?|doctors?|"
        r"days?|dentists?|choices?|suggestions?|results?|possibilities|slots?|offices?|clinics?|ones?|"
        r"\w+ologists?|\w+icians?|good \w+)\b",
    ),
    (
        "more",
        0.85,
        r"\b(?:any|are there|have|find|is there|see|show me|got)(?: any| some| me)? others?\b|\banother "
        r"(?:option|doctor|choice|one|dentist|office|clinic|good one|suggestion|result|person|provider|"
        r"\w+ologist|\w+ician)\b|\b(?:more|additional) (?:options|choices|times|slots|results|doctors|"
        r"dentists)\b|\balternatives\b|\b(?:any|an|other) alternative\b|\b(?:different|another) "
        r"(?:doctor|time|day|dentist|one)\b|\b(?:search|look|try) again\b|\bkeep looking\b|\bnone of "
        r"(?:these|those|them)\b|\bis (?:he|she|that|this|it) the only\b",
    ),
)

BOOKING: tuple[Rule, ...] = (
    (
        "slots",
        0.85,
        r"\b(?:what|when|which|whats|any|anything|is there|are there|have you got|do you have|got|do "
        r"they have|does|are you|is dr|is doctor|whens|check|see|find out)\b(?: \S+){0,6}? (?:available|"
        r"availability|openings|free(?! of)|free slots?|slots?|spots?|tables?)\b(?! (?:parking|wifi|in "
        r"(?:my|the)|on the|on my))",
    ),
    (
        "slots",
        0.8,
        r"\b(?:anything|any time|times|appointments?|rooms?|slots?|tables?|someone|anyone|doctor|dr "
        r"\w+)(?: \S+){0,3}? (?:open|available|free)\b|\b(?:open|available|free) (?:appointments?|"
        r"times?|slots?|meeting rooms?|rooms?|tables?)\b",
    ),
    (
        "slots",
        0.85,
        r"\b(?:when|what (?:day|days|time|times)) (?:can|could|may) (?:i|we|you) (?:\S+ )?(?:come|see|"
        r"be seen|book|fit)\b|\bwhat (?:have|do) you (?:got|have) (?:on|for|this|next|today|tomorrow|"
        r"available|open|free|\w+day)\b|^(?:what is )?(?:your|the)? ?availability\b|\b\w+ "
        r"availability\b|\bearliest (?:appointment|slot|time|you)\b|\b(?:next|first|earliest|soonest) "
        r"(?:available|free|opening|appointment|open)\b|\bwhen (?:is|are) (?:dr|doctor|the doctor|she|"
        r"he)\b",
    ),
    (
        "book",
        0.9,
        rf"\b{ASK}\b(?: \S+){{0,6}}? (?:{VISIT}|table|meeting rooms?|suite|double room|single room|room "
        rf"for|rooms for|accommodation)\b",
    ),
    (
        "book",
        0.85,
        r"\b(?:see|visit|go to|get to|need|want|get|find|meet with|make it to|going to|be a)\b(?: "
        r"\S+){0,4}? (?:doctor|dr|dentist|physician|gp|specialist|dermatologist|hygienist|therapist|"
        r"clinic|doctors|pediatrician|mechanic|\w+ologist)\b",
    ),
    (
        "book",
        0.85,
        r"\b(?:need|want|like|have|hoping|trying|can i|could i|may i|can we|could we|can you|could you|"
        r"love|looking|able)(?: to)?(?: \S+){0,2}? (?:come in|be seen|get in|see (?:someone|somebody|"
        r"anyone)|squeeze me in|fit me in|get seen|be checked|stop by|pop in|get checked|meet with|"
        r"meet)\b",
    ),
    (
        "book",
        0.85,
        r"(?:^|\b(?:to|please|can you|could you|would you|can i|could i|want to|id like to|and|me|ill|"
        r"now|just|go ahead and|lets|i|help me|kindly|actually|then|so|might) )book(?:ing)?\b(?! (?:on|"
        r"of|about|by|titled|value|recommend|club|store|a flight|another boat|flights|hotel|for (?:a|"
        r"my) (?:teen|class)))(?: \S+)",
    ),
    (
        "book",
        0.85,
        r"\b(?:want|need|like) (?:to )?(?:be )?(?:scheduled|booked|reserved?)\b|\b(?:should|must) be "
        r"reserved\b|\bput me down for\b|\bsign me up\b|\breserve (?:a|an|me|us|spot|my|the|at|dads|"
        r"for)\b",
    ),
    ("book", 0.8, r"\b(?:schedule|scheduling|appointment|reservation|reservations)\b(?! is| fees?| polic)"),
    (
        "book",
        0.75,
        r"\b(?:get|getting|have|having|need|needs|want)(?: \S+){1,5}? (?:checked|looked at|examined|"
        r"inspected|checked out|cleaned|maintenance|serviced|inspection)\b|\b(?:need|find|want|get|is "
        r"there|who|anyone|will|can|could|someone)(?: \S+){0,6}? (?:look at|check out|inspect|take a "
        r"look|check) (?:my|the|our|it|why|his|her)\b|\bwhere can i schedule\b|\b(?:tire|vehicle|car|"
        r"engine) (?:inspection|maintenance|check)\b|\bcheck (?:my )?engine light\b|\bbring my \w+ in\b",
    ),
    (
        "book",
        0.75,
        r"\btable (?:for|somewhere|at)\b|\bparty of (?:\w+)\b|\bneed a (?:table|room)\b|\bspot (?:for|"
        r"at|in)\b|\b(?:stay|room|rooms|nights?) (?:for|from|tomorrow|tonight)\b(?! (?:my|the) "
        r"(?:living|bath))|\bmeeting with \w+ (?:at|on|for)\b|\b(?:do|get) my (?:nails|hair|teeth)\b|"
        r"\blooking for (?:a|an) (?:room|appointment|doctor|dentist)\b|\bwant to (?:eat|dine)\b(?: "
        r"\S+){1,4} (?:restaurant|at|in|by|delicatessen)\b",
    ),
)

TALK: tuple[Rule, ...] = (
    (
        "restart",
        0.85,
        r"\b(?:start over|start again|start from scratch|start this over|begin again|start fresh|start "
        r"all over)\b",
    ),
    (
        "back",
        0.85,
        r"\b(?:go back|previous (?:step|question)|never ?mind|nevermind|forget (?:it|that|about it|what "
        r"i)|(?:changed|change) my mind|dont do that|undo)\b",
    ),
    (
        "back",
        0.7,
        r"\b(?:stop(?! (?:light|sign|at|in|by))|shut (?:the hell )?(?:up|off|down|it)|quiet|silence|"
        r"halt|abort|quit|terminate|mute|pause|thats enough|that is enough|discontinue|switch off|shush|"
        r"hush|cease|rescind|eliminate|(?:end|kill|exit|turn off|drop|leave|close) (?:the |this |that |"
        r"current |your )+(?:process|task|job|action|conversation|program|session|chat)|dont (?:talk|"
        r"speak|continue|complete)|do not (?:complete|continue|finish|do)|call it off)\b(?!.*\b(?:bus|"
        r"red light|car|payment)\b)",
    ),
    (
        "language",
        0.9,
        r"\b(?:speak|use|prefer|switch to|change to|text me in|hablo|habla|write in|in|talk)(?: \S+)? "
        r"(?:english|spanish|espanol|ingles)(?: please)?$|\b(?:speak|hablo|habla) (?:english|spanish|"
        r"espanol)\b|\b(?:change|switch|set) (?:the |my )?language\b",
    ),
    (
        "name",
        0.9,
        r"^(?:my name is|my names|change my name|call me|name is|this is (?!a |an |the |not|so|my|very|"
        r"really|perfect|great|good|fine|true|correct|right|wrong|it|all|what|where|how|for|about|ok|"
        r"urgent|ridiculous|frustrating))",
    ),
    (
        "help",
        0.8,
        r"\b(?:questions?|subjects?|topics?|areas?|categories|capabilities|skills|abilities|knowledge|"
        r"features|functions|kinds? of (?:things|stuff|info\w*)|types? of (?:things|stuff|info\w*)|"
        r"sorts? of (?:things|stuff|info\w*))\b(?: \S+){0,5}? (?:you|your|ask|i)\b|\b(?:your|you have|"
        r"you possess) (?:\S+ )?(?:capabilities|skills|abilities|knowledge|features|functions|expertise|"
        r"purpose|answers)\b",
    ),
    (
        "help",
        0.8,
        r"\b(?:what|how|anything|everything|which)(?: \S+){0,3}? (?:can|could|do|are|should|would|may|"
        r"am)(?: i| you| the ai)(?: \S+){0,4}? (?:ask|help me|help|do|assist|capable|able|offer|answer|"
        r"know|respond|use you|familiar|using you|useful|accept|ask you|assist me with|answers for)(?: "
        r"(?:me|you|with|for|about|exactly|here|about me|me with|you about|ai|to answer|of|anything|"
        r"yourself|useful|please|ai|of you|to do|answering|to help|out))*$",
    ),
    (
        "help",
        0.8,
        r"\b(?:how (?:does|do) (?:this|it|i use) (?:work|this)?|(?:i |really )?need (?:some )?help|can "
        r"you help(?: me)?(?: out)?|help me(?: please| out)?|what are (?:your|my) options|i dont "
        r"(?:understand|get it)|how do i|what do i do|can i ask (?:you )?(?:about anything|anything|a "
        r"question|something)|examples? of what)(?: to ask you| please)?$|\bcan you (?:help|assist) me "
        r"with$|\bwhat (?:can|do) (?:i|you) (?:ask|do)\b(?: \S+){0,2}$",
    ),
)


def compiled(rules: tuple[Rule, ...]) -> tuple[tuple[str, float, re.Pattern[str]], ...]:
    """The rules with their patterns compiled."""
    return tuple((intent, confidence, re.compile(pattern)) for intent, confidence, pattern in rules)
