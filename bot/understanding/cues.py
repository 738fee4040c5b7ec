"""What people write when they want something of a clinic's front desk: tables of cues (the language: patterns.py).

Cues see plain words, lower case, shorthand written out, spelling repaired, no apostrophes. Layers are tried in order
and the first cue that fits decides. A destructive reading (cancel, stop, erase, confirm, leave) needs an object of
ours or of the sentence itself ("it", "that"); what is in doubt stays unknown, or is a reading that only asks.
"""

from __future__ import annotations

from bot.understanding.patterns import Rule, rule


def _one_of(words: str) -> str:
    return "|".join(words.split())


NAMES = {
    "VISIT": _one_of(
        "appointment appointments visit visits booking bookings reservation reservations checkup checkups "
        "check_up check_ups consultation consultations consult session sessions slot slots meeting "
        "meetings event events cleaning physical exam procedure conference conferences "
    ),
    "PLAN": _one_of(
        "appointment appointments visit visits booking bookings reservation reservations meeting meetings "
        "event events schedule schedules calendar agenda plan plans reminder reminders conference "
        "conferences party parties table "
    ),
    "STAFF": _one_of(
        "human humans person agent representative rep receptionist staff manager operator supervisor "
        "reception front_desk employee advisor nurse human_being "
    ),
    "ANYBODY": _one_of(
        "someone somebody people anyone the_restaurant the_clinic the_office the_doctors_office the_desk"
    ),
    "MOVE": _one_of(
        "reschedule rescheduled rescheduling move moved moving change changed changing shift modify amend "
        "postpone push switch delay swap alter rebook adjust bring_forward push_back edit update "
    ),
    "DROP": _one_of(
        "cancel cancelled canceled cancelling canceling scrap call_off delete deleted deleting remove "
        "removed removing erase "
        "erased get_rid_of unreserve eliminate rescind withdraw terminate ditch nix kill axe unbook discard destroy"
    ),
    "LOOSE": _one_of("undo clear clean empty wipe drop dismiss take_off take_out void end close forget disregard"),
    "ASK": _one_of(
        "book schedule make set_up setup set get arrange reserve have find put add need needs want like "
        "secure place create fix request give organize organise hold obtain sign_me_up hook_me_up take "
        "reserving scheduling booking making arranging scheduled booked reserved looking_for coordinate "
        "wish "
    ),
    "LINE": _one_of("queue line waiting_line"),
    "LIST": _one_of("waitlist wait_list waiting_list cancellation_list standby_list"),
    "DOCTOR": _one_of(
        "doctor doctors dr dentist physician gp specialist dermatologist hygienist therapist pediatrician "
        "practitioner paediatrician optometrist gynecologist cardiologist mechanic psychiatrist counselor *ologist "
    ),
    "I": _one_of("i we"),
    "MONTH": _one_of("january february march april may june july august september october november december"),
    "SERVICE": _one_of(
        "haircut trim shave massage facial manicure pedicure waxing oil_change tune_up tuneup tire_rotation "
        "tires_rotated smog_check inspection servicing cleaning checkup check_up physical vaccination vaccinations "
        "vaccine vaccines vaccinated shot shots jab jabs booster filling fillings root_canal crown x_ray x_rays "
        "xray xrays blood_test blood_work blood_drawn screening mammogram ultrasound eye_exam eye_test hearing_test "
        "teeth_cleaned teeth_whitened stitches braces consult consultation exam follow_up followup physio therapy "
    ),
    "MEAL": _one_of("dinner lunch brunch breakfast supper drinks a_bite something_to_eat a_meal"),
    "EATERY": _one_of(
        "restaurant bistro diner cafe pub tavern steakhouse pizzeria brasserie grill eatery gastropub trattoria buffet "
        "deli brewery joint bar"
    ),
    "DAYNAME": _one_of("today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday"),
}


def _rule(intent: str, confidence: float, lines: str) -> Rule:
    return rule(intent, confidence, lines, NAMES)


FAREWELL = (
    _rule(
        "stop",
        0.95,
        """
        ^ [please|just] stop|quit texting|messaging|contacting|sending|spamming|bothering|all_texts|
            these_texts|the_texts|the_messages
        dont|do_not|never|stop text|message|contact|sms|texting|messaging|contacting [to] me|this_number
            + !back|when|if|until|before|till
        ^ [please] take|remove|get me|my_number off|from [of] your [text|texting|mailing|contact|sms|message] list $
        ^ [please] take|remove|get me|my_number off|from [of] the text|texting|mailing|contact|sms|message list $
        ^ [please] unsubscribe
        unsubscribe me|from
        opt [me] out
        ^ [please|just] leave_me_alone
        ^ no_more texts|messages
        lose_my_number
        dont|do_not|no_longer want|wish [any|these|your] [more] texts|messages|text_messages
        dont|do_not|no_longer want|wish to get|receive [any|these|your] [more] texts|messages|text_messages
        """,
    ),
    _rule("leave", 0.55, "^ [please] take|remove|get me|my_number off|from [of] the|this list $"),  # which list?
    _rule(
        "erase",
        0.95,
        """
        delete|erase|remove|wipe|forget [all] [of] my [personal|medical|health|contact|private] data|
            information|info|details|records|account|profile !about|on|with|at
        delete|erase|forget [everything_about] me
        erase|delete everything you have|know
        right_to_be_forgotten
        """,
    ),
)

PERSON = (
    _rule(
        "agent",
        0.9,
        """
        talk|speak|chat|talking|speaking|connect|transfer|connected|pass|put|patch|reach ~3 to|with|through
            + ~2 STAFF
        talk|speak|speaking|talking|chat|word|chatting [directly] to|with ~1 ANYBODY
        someone|somebody|anyone ~4 call|phone|ring|contact me|us
        ^ ~1 STAFF please|now|pls|only $
        ^ customer_service
        who|whom can|could|should|do i talk|speak|call|complain
        STAFF|someone|somebody|anyone i|we [can|could|may] talk|speak|chat
        want|need|get_me|give_me|is_there ~2 human|agent|representative|receptionist|operator
        real|actual|live person|human
        someone|somebody|anyone|anybody there to|who|i talk|can|could|answer|help|speak
        person|human|someone|somebody i_can talk|speak
        transfer|connect me
        get|fetch|call|find me|your|a|the STAFF [please|now] $
        call|phone|ring|contact me [back] at|on
        ^ [please] call_me [back] [please|now] $
        dont_want_to_talk_to you|a_bot|a_machine|a_robot
        """,
    ),
    _rule(
        "agent",
        0.8,
        """
        can|could|please|have ~2 call|phone|ring me
        conversation|this|nothing|bot is|isnt [not|really] working|frustrating|useless [at_all] $
        this ~2 not_working
        nothing works
        """,
    ),
)

QUEUE = (
    _rule(
        "leave",
        0.9,
        """
        leave|quit|exit|get_out_of|drop_out_of [the|this|your] LINE|LIST
        take|get|remove|pull|drop me out_of|off|from|off_of [the|this|your] LINE|LIST
        """,
    ),
    _rule(
        "waitlist",
        0.85,
        """
        LIST
        if|when|in_case anything|something|a_slot|a_spot|an_appointment|anyone|someone|there_is|theres|
            a_time|any ~3 earlier|sooner|opens|open_up|comes_up|frees|free_up|cancels|cancel|cancellation|
            cancellations
        """,
    ),
    _rule(
        "position",
        0.9,
        """
        how_long|how_much_longer|how_much_time|how_many_minutes ~5 wait|waiting|queue|line|be_seen|my_turn|
            doctor
        how_much_longer $
        whats|what_is [the|my] wait|wait_time|waiting_time
        how_many ~2 ahead|before_me|in_front
        -cancel|drop|lose my place|position|number|spot in
        where_am_i_in
        am_i_next
        when_is|whens [it] my_turn
        what_number_am_i
        is_it_my_turn
        whats|what_is my position|place
        what place|position am_i
        """,
    ),
    _rule(
        "queue",
        0.9,
        """
        join|enter|get_in|get_into|put_me_in|add_me_to|get_me_in|stand_in|wait_in [the|your] LINE
        take|get|give_me|have a [queue] number|ticket !to|for
        -closet walk_in !closet|freezer
        walkin !closet|freezer
        """,
    ),
    _rule(
        "here",
        0.9,
        """
        ^ i_am|i_have|we_are|were|we_have|weve|i [just] [now] here|arrived|outside|downstairs !to
        ^ i_am|we_are|were|i [just] [now] at|in the|your clinic|office|front_desk|door|reception|
            waiting_room|parking_lot|lobby|car_park
        parked outside|downstairs|in_the
        checking_in for
        check_me_in
        just arrived|got_here|parked|walked_in
        here for my
        have_arrived
        """,
    ),
    _rule(
        "late",
        0.9,
        """
        running|be|am|arrive|arriving|come|coming ~4 late|behind !dinner|night|fee|morning|afternoon|august|
            this !~9:change|delay
        stuck_in [the] traffic
        minutes late|behind
        #|ten|fifteen|twenty|thirty|five more minutes
        be_there|arrive|there in [about] ~1 minutes
        am|be|and on_my_way
        ^ on_my_way
        train|bus is late|delayed
        """,
    ),
    _rule(
        "away",
        0.9,
        """
        stepping_out|step_out|stepped_out|stepping_away|be_right_back|going_out_for
        back in a|five|ten|# second|minutes|bit|few
        waiting_in my|the car
        went out|to_get [a|some] coffee|food|lunch|air
        """,
    ),
)

CANCELLATION = (
    _rule(
        "cancel",
        0.85,
        """
        MOVE my ~6 to cancelled|canceled
        need|needs|want|get|have|like ~4 cancelled|canceled
        put_in|want|need|make|request|like a|to_put_in_a cancellation
        """,
    ),
    _rule(
        "cancel",
        0.9,
        """
        DROP !to|about ~8 VISIT|table|calendar|rsvp|party|parties|engagements|dinner|lunch|doctor|doctors|
            dentist|plans|schedule|task|standup
        want|need|like|get|let_me out_of|out ~2 VISIT|#
        no need for|to_keep ~2 VISIT
        take|get my_name|me off|out for|on|of DAYNAME|#|the
        VISIT ~6 take|drop|scrap|remove|delete it off|out|please
        want|need|like ~3 VISIT|event gone|off|dropped|scrapped
        back_out|pull_out|bow_out of ~2 VISIT
        DROP my|the # [oclock|am|pm] !to ~4 with|on|today|tomorrow|appointment|DAYNAME
        DROP my|the # oclock|am|pm $
        DROP whatever|everything|anything|what i_have|is|i_got|we_have
        dont|do_not|no_longer|wont need|want|needing my|the|that ~1 #|DAYNAME ~3 anymore|any_more|now|after_all
        DROP my|the|all ~2 DAYNAME ~3 VISIT
        changed_my_mind ~6 cancel it|that|the|my
        undo|clear|close|forget|disregard|end reservation|reservations|booking|calendar|everything
        take|get|have me|my_name|us|it|the|my ~5 off|out_of [of] ~1 VISIT|calendar|list|schedule|books
        LOOSE my|the|all|our|that|this|every|next|upcoming|out
            + ~8 VISIT|table|calendar|rsvp|party|parties|engagements|dinner|lunch|doctor|doctors|dentist|
                plans|schedule|
            task
        """,
    ),
)

CONFIRMING = (
    _rule(
        "confirm",
        0.8,
        """
        ^ [yes|hi|ok] i confirm [that] [my|the|it]
        ^ [yes|ok] confirm|confirmed|confirming [for|on] today|tomorrow|*day $
        """,
    ),
)

STATUS = (
    _rule(
        "status",
        0.7,
        """
        dont|do_not|not_to|never cancel|delete|remove [my|it|the|that|this]
        keep my|the|it|that [VISIT] [as_is] $
        keep my|the VISIT
        """,
    ),
    _rule(
        "status",
        0.85,
        """
        confirm|conform|verify|check|assure_me|make_sure|see|know|sure|tell_me|check_on|is_it_true [that|if|
            whether|on|for] ~1 I [still|do|already] have
        verify|confirm|confirming|conform|check_on|check_for|make_sure|double_check|check_and_confirm [on|
            for|that] [my|the|our|his|her|an] ~6 reservation|reservations|appointment|appointments|booking|
            bookings|visit|visits|table|meeting|meetings !room|rooms
        reservation|appointment|booking i_have ~5 confirm|check|verify
        do|did|dont|does|have|am|are|was i|we|he|she|it|todays_schedule [still|already] have|got|include|
            meet|booked !~2:to_bring|to_pay|to_fast|to_wear ~6 PLAN|cleaning|physical|checkup|consultation|
            planned|scheduled|tasks|off_days|busy_day
        what|when|whats|whens|which|at_what|for_what ~4 my|our ~4 PLAN
        what|which|when ~4 PLAN ~2 i_have|do_i_have|will_i_have|am_i|are_my
        what|when do_i|will_i|did_i have !~3:to_do ~4 PLAN|scheduled|booked|planned
        is|was|are my|our ~4 VISIT
        is|was|are the VISIT ~4 confirmed|set|booked|made|on|ok
        are|am we|i still on|good|booked|set for
        whats|what_is|what_does|hows|how_does my day|week|schedule|morning|afternoon ~1 look|looking|like|today|tomorrow
        do|did|will i have_to|need_to|see|meet|go ~3 anywhere|DOCTOR ~2 at|this|on|today|tomorrow|next
        do_you see|have|show a|my|any VISIT for|under|on
        when|whens|what_time is|are|whens|my|the ~3 SERVICE
        find|get|see|show|check my ~2 details|info|information
        did you get|receive|book|save my
        what|tell_me ~2 the|that date|time|day|place|address of|for|is|i my
        that|which VISIT i made|booked|have
        VISIT still_on|still_valid|confirmed
        is_there|is_it a|any|possible_i_have_a ~2 meeting|meetings|reservation|appointment|reminder|event
            + with|for|from|under|on|at|today|tomorrow|this
        are_there [any] reservation|reservations|meetings|events|appointments for|with|from|under|on|today|
            this|tomorrow|between|schedules|scheduled !~4:available|open|free
        what|whats|show|see|list|tell_me|read|view|check|give_me|pull_up|open|hear|know ~3 my|i_have|i_am|
            all|every|the|todays ~3 appointments|visits|bookings|reservations|schedule|schedules|scheduled|
            booked|calendar|agenda|meetings|meeting|reminders|conferences|events !~3:available|open|free|
            room|rooms
        """,
    ),
    _rule(
        "status",
        0.75,
        """
        any|upcoming|what|which|how_many|list|show_me|what_kind_of|latest|next|todays|show [total|upcoming|
            scheduled|pending|todays] meetings|appointments|events|reminder|reminders !~3:available|open|free
        when am_i|is_my|do_i|will_i ~2 scheduled|booked|supposed|next|due|come_in|seen|visit
        who|whos|who_is ~3 VISIT ~1 with
        did|have i|we ~2 book|make|schedule|set_up|booked|made
        details|particulars of|about|for my|our|the ~2 VISIT
        is|are everything|all|it|we ~2 set|good|ok|confirmed for|with ~1 VISIT
        when|what_time do|am i|we see|seeing|meet|meeting
        find|look|pull|bring|search up|for [up] my|our|the ~1 VISIT
        who|whos ~3 in|at my|our|the # [oclock|am|pm]
        forgot|remember|remind|sure|know|recall ~1 when|what_time|what_day|which_day|where|who ~1 i|my|we|our
        what_did_i_book
        did my ~2 booking|appointment|reservation|request|visit go|come|get|work
        remind me what|when|which|where|of_my|who
        who am_i|are_we|do_i ~1 meeting|seeing|see|with|scheduled|booked
        am_i ~2 seeing|meeting|due|coming_in
        has|have my|our|the ~2 PLAN ~2 confirmed|booked|scheduled|made|approved
        is_there anything|something on my schedule|calendar|agenda
        check|see|know if my ~3 went_through|is_confirmed|still_on|was_made
        do_you_have a|my reservation|booking|appointment under|for|in
        did_i set|make|book|schedule
        do_i_have anything|something ~2 booked|scheduled|planned|coming_up
        am_i booked|scheduled|busy|supposed|free
        where|what|what_time am_i up_to|doing|supposed
        do_i_meet
        when|what_time|where|what_day|whens is|are|does|do|was|will|the ~4 meeting|meetings|appointment|
            event|events|party|birthday|anniversary|reservation
        is|who_is ~3 meeting|event|party|birthday ~3 cancelled|canceled|today|tonight|tomorrow|rescheduled
        how_soon is my
        meeting|meetings|appointment ~3 scheduled|is [for] when
        does ~3 have_a_reservation
        ^ ~4 meeting|meetings|events|reminder|reminders [today|calendar|tomorrow|week|this_week] $
        happening|going_on this|next|on|today|tonight|tomorrow
        what_is|what_are the|my plan|plans
        planned|plans for|tonight|today|tomorrow
        meeting|events ~2 calendar
        reminders $
        events happening|scheduled
        information|info about events|meetings
        who_is|whos scheduled|booked
        run_down_of ~2 schedule|schedules
        my|the ~1 calendar [this|next|on|today|tomorrow] ~2 $
        search|check ~1 schedule|schedules|events
        """,
    ),
)

MOVING = (
    _rule(
        "reschedule",
        0.9,
        """
        -oil|dressing|bandage|filter MOVE !my_mind|address|password|pin|insurance|is|light ~6 VISIT !cancelled|
            canceled|to_cancelled
        VISIT|table ~7 -oil|dressing|bandage MOVE !to_cancelled|to_canceled to|it|that|the|for|until
        VISIT|table ~5 -oil|dressing|bandage MOVE $
        VISIT ~7 different day|time
        #|DAYNAME rather_than|instead_of|not ~1 #|DAYNAME ~3 VISIT
        later|earlier|different time|slot|hour|day ~6 for|of my|our|the VISIT|SERVICE
        my # ~1 become|be|into|to a|an|at|# !~3:cancelled
        VISIT|SERVICE ~4 be moved|changed|pushed|shifted|switched|earlier|later
        VISIT|SERVICE ~3 DAYNAME|# ~1 instead_of|rather_than|not
        booked|have|chose|picked the|a wrong day|time|date|one|slot
        bump|slide|bring|put my|the|our ~2 VISIT|SERVICE ~3 to|back|forward|up|until|till|ahead
        different|another day|time ~3 VISIT
        """,
    ),
    _rule(
        "reschedule",
        0.8,
        """
        reschedule|rescheduling|rescheduled|postpone|rebook
        move|change|push|switch|shift|bump|delay it|that|this|mine|me|to|from !off|over|up_to_you
        move|change|push|switch|shift|bump|delay my|the time|date|day|dates|start|monday|tuesday|wednesday|
            thursday|friday|saturday|sunday
        move|change|push|switch|shift|bump|swap my # [am|pm]
        make|do|have it later|earlier|sooner|another_day|a_different ~5 VISIT
        doesnt|does_not|wont|cant|dont work|suit|do ~4 can|could|have|do ~3 VISIT|SERVICE
        conflict|clash ~6 move|change|switch|reschedule
        can|could my ~3 be on|at|in|moved|later|earlier|another|for
        set|put|push|move my|the|our ~2 back|forward|ahead|up ~1 #|hour|half|an|a|by|to
        see|fit|take|get|squeeze me|us|him|her ~3 # instead_of|rather_than
        make|have|get my|the|our VISIT ~1 earlier|later|sooner|another_day|a_different
        move|push|shift the ~2 on|at|from ~3 to
        cant|cannot ~2 DAYNAME ~6 instead
        can|could i come ~3 instead
        push|move|shift|switch DOCTOR ~1 to
        swap|trade|exchange my|the|our ~2 for|with
        come|be_there|get_there|arrive|come_in ~2 later|earlier than planned|scheduled|booked|my
        come|do_it|make_it|have_it|go [in] [on] [a] different|another day|time
        can|could ~1 do ~3 instead
        """,
    ),
)

DROPPING = (
    _rule(
        "cancel",
        0.85,
        """
        VISIT|table|it|that|party ~5 cancel|cancelling|canceling|delete
        VISIT|table|it|that|party ~1 be deleted|removed|cancelled|canceled
        cancel|cancelling|canceling|scrap|abandon !culture|subscription|my_card|my_credit|my_flight|
            my_subscription|my_order|my_membership|my_insurance
        """,
    ),
    _rule(
        "cancel",
        0.75,
        """
        no_longer|dont|do_not|doesnt|not|wont|will_not|not_going_to ~1 need|needing|wanting|want|necessary|needed|wants|in_need_of
            + !to_make|to_add|to_book|to_schedule|to_create|to_wait|to_change ~5 VISIT|table|to_meet|
            the_doctor|to_see_the_doctor
        VISIT|table ~10 not_needed|isnt_needed|not_necessary|no_longer|dont_need|do_not_need|anymore|any_more
        dont|do_not want_to_meet
        no_longer [be] joining|coming|going|attending
        ^ [sorry|i_am|we_are] not coming
        """,
    ),
    _rule(
        "cancel",
        0.6,
        """
        cant|can_not|cannot|wont|will_not|unable_to|not_able_to|wont_be_able_to ~1 make_it|make_my|make_the|
            come|attend|be_there|make_today|make_tomorrow !any|earlier|before|after|until|till|sooner|on_time
        wont_be making it|my|our
        cant|cannot|wont make our|this|that|my|it
        wont_be|am_not|are_not|not_going_to_be coming|attending|able_to_come|able_to_make|going_to_make_it|
            going_to_come|going_to_be_there|going_to_dinner|going_to_my
        """,
    ),
)

OTHERS = (
    _rule(
        "book",
        0.85,
        "book|schedule|reserve|make|set_up another|one_more|a_second|an_extra|a_new one|VISIT",
    ),
    _rule(
        "more",
        0.85,
        """
        -need|needing|want who|what|anyone|anybody|someone|somebody|anything|something|any_one|some_one|
            whats else !from|for_now|today
        other option|options|time|times|doctor|doctors|day|days|dentist|dentists|choice|choices|suggestion|
            suggestions|result|results|possibilities|slots|office|offices|clinics|one|ones|*ologist|
            *ologists|*ician|*icians
        any|are_there|have|find|is_there|see|show_me|got [any|some|me] other|others $
        any|are_there|have|find|is_there|see|show_me|got [any|some|me] others
        try|find|how_about|what_about|show a|some different|new|closer|nearer|cheaper place|one|doctor|dentist|clinic|salon
        how|what about someone|somebody|somewhere|something|anything|a_place closer|nearer|cheaper|else|different
        other salon|salons|place|places|restaurant|restaurants|barber|barbers|stylist|stylists|provider|providers
        ^ next one [please] $
        let_me|can_i|could_i hear|see|have some|the|any others
        too far|expensive|early|late|long|pricey|small ~4 anyone|anything|another|other|something|somewhere|one|else
        check|look|search for another|other|others
        anywhere|anything|anyone|anybody|someone|somewhere else $
        another option|doctor|choice|one|dentist|office|clinic|good_one|suggestion|result|person|provider|
            *ologist|*ician
        more|additional options|choices|times|slots|results|doctors|dentists
        alternatives
        any|an|other alternative
        show|give|tell|find|see [me] ~2 few|couple more
        got|have|is_there|anything|something|someone|what ~2 besides|apart_from|aside_from|other_than that|this|him|her|
            it|those|these|them
        show|give|send me|us more
        different ~1 *ologist|*apist|*iatrist|*ician|doctor|dentist|clinic|office|provider|stylist|salon|restaurant
        different|another doctor|time|day|dentist|one
        search|look|try again
        keep_looking
        none_of these|those|them
        is he|she|that|this|it the_only
        """,
    ),
)

BOOKING = (
    _rule(
        "slots",
        0.85,
        """
        is|are ~4 DAYNAME ~2 open|free|possible|available|an_option|taken|full|booked
        hows|how_is|how_are|how_does DAYNAME|next|this|the ~3 looking|look|for_you
        you|u|he|she|doctor|dr|they free|available|open !to_talk|beer|of_charge|will $
        is he|she|dr|the_doctor|anyone|doctor in|working|around|there|on on|this|next|today|tomorrow|DAYNAME|weekends
        any_luck with|on|for
        is_there|have|got a time|slot|spot|gap|place on|for|at|this|next|today|tomorrow
        how_many slots|openings|times|spots|places
        is|are the # [oclock|am|pm] ~3 open|free|available|taken|gone|left|up_for_grabs
        are you|they ~1 booked|full|packed
        openings for|on|this|next|with
        see|tell_me|show_me|check|know what|whats|if|which|whatever ~3 open|available|free
        tell|show|give|send me ~2 times|slots|openings|hours ~4 for|on|at|this|next
        any cancellations|openings|gaps
        first|next|earliest|soonest day|time|date|slot ~3 you|i|we|she|he|dr|they can|could|have|are
        does|would|will|do|could ~3 DAYNAME|#|am|pm work|suit !~1:pay|day
        do|are you|they|dr ~1 take|see|seeing|taking|work|working ~1 people|patients|anyone|anybody|clients|DAYNAME|
            saturdays|sundays|weekends
        soonest|earliest i|we|you|someone|he|she
        is|are #|the # ~2 taken|free|open|available|gone|booked|possible
        do|does|have|has|got|are_there ~4 have|got|any time|times|slots|space|openings|room !to|of
        got|have [any] room|space|time|slots on|for|at|this|next|today|tomorrow|in|DAYNAME
        what|which times|days|mornings|afternoons|evenings|slots|dates ~1 do|does|are|is|can|have|work !my|our|it
        any_chance|got|has|have|is_there|are_there ~4 gap|gaps|opening|openings|spot|space|room_for_me|vacancy|vacancies
        when|what_time|what_day can|could|should|may ~1 bring|drop|come|get|see
        when|whens|how_soon can|could|is|are|will|would ~4 see_me|fit_me|take_me|squeeze_me|get_in|come_in|be_seen
        what|when|which|whats|any|anything|is_there|are_there|have_you_got|do_you_have|got|do_they_have|
            does|are_you|is_dr|is_doctor|whens|check|see|find_out ~6 available|availability|openings|free|
            slot|slots|spot|spots !parking|wifi|in_my|in_the|on_the|on_my|of|lights|stock
        anything|any_time|times|appointment|appointments|room|rooms|tables|someone|anyone|doctor|dr ~3 open|
            available|free
        open|available|free appointment|appointments|time|times|slot|slots|meeting_room|meeting_rooms|tables
        when|what_day|what_days|what_time|what_times can|could|may i|we|you ~1 come|see|be_seen|book|fit
        what have|do you got|have on|for|this|next|today|tomorrow|available|open|free|monday|tuesday|
            wednesday|thursday|friday|saturday|sunday
        availability
        earliest appointment|slot|time|you
        next|first|earliest|soonest available|free|opening|appointment|open
        when is|are dr|doctor|the_doctor|she|he
        is dr|doctor|the_doctor ~2 in|working|around|there today|tomorrow|on|this|next
        what|which doctors do_you_have|are_there|work
        """,
    ),
    _rule(
        "book",
        0.9,
        """
        ASK ~6 VISIT|table|meeting_room|suite|double_room|single_room|room_for|rooms_for|accommodation
        see|visit|go_to|get_to|need|want|get|find|meet_with|make_it_to|be_a|to_the ~4 DOCTOR
        visit|go_to|see the|a|your clinic|office
        """,
    ),
    _rule(
        "book",
        0.85,
        """
        book|reserve it|that|this|me|us|him|her|one !up|on|of|club|store
        getting me|us|him|her in
        someone|somebody|nurse|doctor|dr ~1 to|can|could ~1 remove|do|look|take_out|change|give|clean
            + my|the|our|his|her
        can|could|will ~1 nurse|doctor|dr ~1 do|look|see|check|remove|give
        need|needs my|our|the|his|her|their ~3 done|checked|removed|fixed|replaced|cleaned|filled|looked_at
        need|needs|want|due|due_for|after my|our|his|her|their|another ~4 SERVICE
        pop|stick|slide me|us|him|her in|down
        like|want|love|planning|hoping to_go to a|an|that|the ~2 EATERY
        SERVICE on|at|for|this|next|today|tomorrow|DAYNAME
        so_kind as|to ~1 book|schedule|make|reserve
        to_come see|by|in|visit
        any_way|any_chance|is_there_a_way|possible ~4 see|seen|come_in|get_in
        lets do the #|first|second|third|MONTH
        lets do|say DAYNAME at|# !for
        put time|it|something ~2 on_the|my calendar|schedule|books to|for|with
        SERVICE needed|required|please $
        session|appointment|visit ~3 please $
        do_you|anyone|you know|recommend ~2 good DOCTOR
        lock|get ~1 in for|at|on DAYNAME|#|the
        get me|us in|on_the_schedule
        like|want|love to_eat|to_dine at|in|with|somewhere
        set|hook|put me|us|him|her up|down with|for ~3 SERVICE|#|DAYNAME|the
        need|want|like [to] [get|have] ~2 treatment|treatments|lesson|lessons|class
        find|locate|search_for|look_for ~3 salon|barber|hairdresser|stylist|clinic|practice|hospital|spa|restaurant|
            place_to_eat
        take|bring ~3 to [the] shop|garage|clinic|doctor|dentist|vet|mechanic|dealership
        squeeze|pencil|slip|sneak|slot|fit|work me|us|him|her|them|my|our ~4 in|into|for|at|between|on
        need|needs|want|wants|like|due|time|due_for|get|have|like_to_have|come_in|in|book|schedule
            + [to] [get|have|for] [in] [for] [a|an|my|our|his|her|the|some] ~2 SERVICE !recommendation|recommendations|
            cost|costs
        grab|have|get|eat|enjoy|go_for|go_out_for MEAL ~8 at|for|in|by|with|tonight|tomorrow
        place|somewhere|restaurant to|i_can|we_can eat|dine
        need|want|find|send|get|have ~1 someone|somebody|a_mechanic|a_doctor|anyone to look|check|see|fix|examine|
            inspect|come
        need|want|like|get|find|looking_for #|one|two|three|four|five [double|single|twin|king|queen|family] room|
            rooms|nights
        arrange|set_up|setup|schedule|organize|organise|plan [a|an|the|my|our] ~2 sit_down|call|catch_up|interview|
            demo|tour|viewing|get_together|one_on_one|meetup
        do|make|place|complete|finish|finalize the|my|this|that booking|reservation|appointment
        need|needs|want|wants|like|have [to] ~3 see ~2 about|for|regarding
        bring|take my|our|the ~2 in !closer
        need|needs|want|wants|wants|like|have|has|hoping|trying|can_i|could_i|may_i|can_we|could_we|can_you|could_you|love|
            looking|able|going [to] ~2 come_in|be_seen|get_in|see_someone|see_somebody|see_anyone|
            squeeze_me_in|fit_me_in|get_seen|be_checked|stop_by|pop_in|get_checked|meet_with|meet
        ^ book !on|of|about|by|club|store|recommendation|value
        to|please|you|i|and|me|ill|now|just|ahead|lets|kindly|actually|then|so book|booking !on|of|about|by|
            club|store|titled|recommendation|value|a_flight|flights|another_boat|hotel
        to|please|you|i|and reserve
        ^ reserve|reserving
        want|need|like ~2 scheduled|booked|reserved
        should|must be_reserved
        can|could he|she|they ~1 be_seen|come|see
        can_i|could_i|may_i|can_we|could_we|want_to|like_to|need_to ~1 come !later|back|out
        can|could|will|would ~3 see|fit|squeeze me|him|her|us
        put_me_down_for
        find|get a|some time|slot to|for meet|see
        looking_for ~3 DOCTOR
        sign_me_up
        """,
    ),
    _rule(
        "book",
        0.75,
        """
        schedule|scheduling|appointment|appointments|reservation|reservations !is|fee|fees|policy
        new booking|one_now
        get|getting|have|having|need|needs|want ~5 checked|looked_at|examined|inspected|checked_out|cleaned|
            maintenance|serviced|inspection
        need|find|want|get|is_there|who|anyone|will|can|could|someone ~6 look_at|check_out|inspect|
            take_a_look|check my|the|our|it|why|his|her
        schedule|scheduled|schedules maintenance
        tire|vehicle|car|engine|blood_pressure|eye|hearing|skin inspection|maintenance|check|test|exam
        check [my] engine_light
        to a maintenance
        bring my ~1 in
        -the table for|somewhere|at|booking
        party_of
        need|want|like a|an table|room|suite
        spot for|at|in
        to stay for|from|tomorrow|tonight|a
        looking_for a|an room|appointment|doctor|dentist
        meeting with ~1 at|on|for
        do|get my nails|hair|teeth
        want_to eat|dine ~4 restaurant|at|in|by|delicatessen
        is_there a meeting_room
        keep that booking
        """,
    ),
)

TALK = (
    _rule(
        "yes",
        0.7,
        """
        that|this|thats|that_is|this_is [exactly|is|just] what|the_one|the_time|the_doctor i want|wanted|
            need|needed|meant|said|like
        i [will|would|ll] [like|want|love] [to] choose|pick|select|take|accept this|that|it|him|her
        i|we will ~1 be_there|come|attend|make_it !late|back|if|later|in
        i_am|we_are coming !late|back|if|from|later|down
        ^ coming [now|today|soon|tomorrow] $
        """,
    ),
    _rule(
        "back",
        0.8,
        """
        ^ ~2 [please|just] drop|leave|end|scratch|disregard|ignore|stop|kill|skip|scrap it|that|this|what_i_said|the_last|
            that_last [one|thing|request|command] [now|please|then|alone] $
        ^ ~2 hold_on|wait stop
        ^ disregard|ignore|scratch that|this|the|my [last|previous|prior] request|command|message|question|order
        ^ ~2 enough already|now|of_this|please $
        """,
    ),
    _rule("restart", 0.85, "start|begin over|again|from_scratch|fresh|all_over|this_over"),
    _rule(
        "back",
        0.8,
        """
        go_back
        previous step|question
        never_mind
        nevermind
        forget it|that|about_it|what_i
        changed|change my_mind
        dont_do_that
        undo
        ^ ~1 [please|just] stop !light|sign|at|in|by|the|my|his|her|it|taking|smoking|eating|drinking
        you ~3 stop !light|sign|at|in|by|my|taking
        stop it|that|this|the_process $
        stop talking|speaking|doing|working|what_you
        shut up|off|down|it|the_hell_up
        quiet|silence|halt|abort|quit|terminate|mute|pause|discontinue|shush|hush|cease|rescind|eliminate
        thats|that_is enough
        switch_off
        call_it_off
        forget i_asked|i_said
        dont_bother
        turn|power off $
        end|kill|exit|turn_off|drop|leave|close the|this|that|your [current] process|task|job|action|
            conversation|program|session|chat
        dont|do_not talk|speak|continue|complete|finish
        """,
    ),
    _rule(
        "language",
        0.9,
        """
        speak|use|prefer|switch_to|change_to|text_me_in|hablo|habla|write_in|talk ~1 english|spanish|
            espanol|ingles [please] $
        ^ [please] in english|spanish|espanol|ingles [please] $
        speak|hablo|habla english|spanish|espanol
        change|switch|set [the|my] language !on|of
        """,
    ),
    _rule(
        "name",
        0.9,
        """
        ^ my_name is
        ^ my_names
        change_my_name
        ^ call_me !back|when|at|on|please|now
        ^ name_is
        ^ this_is !a|an|the|not|so|my|very|really|perfect|great|good|fine|true|correct|right|wrong|it|all|
            what|where|how|for|about|ok|urgent|much|just|too|taking|awful|terrible
        """,
    ),
    _rule(
        "help",
        0.8,
        """
        question|questions|subject|subjects|topics|areas|categories|capabilities|skills|abilities|knowledge|
            features|functions ~5 you|your|ask
        kind|kinds|type|types|sort|sorts of things|stuff|info|information ~5 you|your|ask|i
        your|you_have|you_possess ~1 capabilities|skills|abilities|knowledge|features|functions|expertise|
            purpose|answers
        ask you ~4 questions
        all types_of questions
        you|i capable of
        can_i|i_can|i_cant ask [you] $
        ask [you] the_ai
        can_i|i_can|i_cant ask you $
        what|how|anything|everything|which ~3 can|could|do|are|should|would|may|am|cant i|you|the_ai ~4 ask|
            help|do|assist|capable|able|offer|answer|know|respond|use_you|familiar|using_you|useful|accept|
            answers_for [me|you|with] [with|for|about|exactly|of|anything|to_answer|yourself] [exactly|
            about|me|useful|ai|please] [ai|with] $
        list_of [all] [the] things|commands|functions|features|options|services
        do_you specialize|specialise
        what_else|anything_else can|could|do you ~1 help|do|offer
        help_me_with anything|things $
        what you can ~2 help|do|assist|answer
        how does|do this|it|i_use work|this $
        i_use this|it $
        assistance|instructions|guidance|directions|a_tutorial please|needed|here $
        need [some|more] instructions|guidance|help_here
        how do|does|are you|this|it|the_bot work|working|function|operate $
        how should|do|can|must i talk|speak|write|reply|respond|text to|with|you [you] $
        need|want|like|could_use [some|a_little|your] help|assistance|a_hand [here|please] $
        assist|help me|us please $
        need|want ~1 help with|using this|the|your ~1 bot|thing|number|system|service|chat $
        supposed|meant to use|talk|do_this|work_this
        what is|are this|it ~1 for
        what ~4 need|have to say|type|write|text
        what_else are|can|do you ~1 capable|able|do|help|offer|know
        can|could|would you ~1 assist|guide|help me [please|out] $
        help me understand|figure how|this|what|out !the
        have|got no clue|idea how|what this|it|you|to ~2 works|work|do|use
        what kind|kinds|type|types|sort|sorts of requests|commands|messages|appointments|help ~1 you|i|can
        what_are|show_me|whats|see|give_me my|the|your choices|options|menu|commands
        how can|could|might|do you ~1 useful|help|of_use|of_service|of_help|assist !with_the|me_lose
        explain|tell_me|show_me|describe|list what ~1 you|this ~1 do|does|offer|are|understand|know
        what|which commands|keywords|words|things do|can|are|work|should
        how [do|can|should|would] i|you|we use|work|operate this|it|the [thing|bot|service|system|number] $
        what|which do|should|can|must|could i type|say|text|write|send
        what are_you good|useful for
        what_do_i type|text|say|send|write
        i_am|im|so|feeling lost|confused|stuck [here] $
        can_you help|assist [me] [out|with] $
        help me [please|out] $
        what_are your|my options $
        dont understand|get_it $
        how_do_i $
        what_do_i_do $
        can_i ask [you] about_anything|anything|a_question|something $
        examples of_what
        """,
    ),
)

LAYERS: tuple[tuple[Rule, ...], ...] = (
    FAREWELL,
    PERSON,
    QUEUE,
    CONFIRMING,
    STATUS[:1],
    CANCELLATION,
    STATUS[1:],
    MOVING,
    DROPPING,
    OTHERS,
    BOOKING,
    TALK,
)
