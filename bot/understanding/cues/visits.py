"""Cues about a visit that is booked: cancelling, confirming, asking about it, moving it."""

from __future__ import annotations

from bot.understanding.cues.words import cues

CANCELLATION = (
    cues(
        "cancel",
        0.85,
        """
        MOVE my ~6 to cancelled|canceled
        need|needs|want|get|have|like ~4 cancelled|canceled
        need|needs|want|get|have|like ~3 VISIT deleted|removed|dropped|erased|taken_off|gone
        VISIT needs|has|have|need|ought to_be deleted|removed|dropped|cancelled|canceled|taken_off
        put_in|want|need|make|request|like a|to_put_in_a cancellation
        """,
    ),
    cues(
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
    cues(
        "confirm",
        0.8,
        """
        ^ [yes|hi|ok] i confirm [that] [my|the|it]
        ^ [yes|ok] confirm|confirmed|confirming [for|on] today|tomorrow|*day $
        """,
    ),
)

STATUS = (
    cues(
        "status",
        0.7,
        """
        dont|do_not|not_to|never cancel|delete|remove [my|it|the|that|this]
        keep my|the|it|that [VISIT] [as_is] $
        keep my|the VISIT
        """,
    ),
    cues(
        "status",
        0.9,
        """
        have|had|got|booked|made a|an|my|one|the ~1 VISIT ~9 forgot|forgotten|forget|remember|recall|dont_know|not_sure|
            lost ~2 when|what|which|the_time|the_day|the_date|where|it|how
        have|had|got|booked a|an|my ~1 VISIT ~9 what|which time|day was|is it|that $
        forgot|forgotten|remember|recall when|what_time|what_day|which_day ~2 my|the|our VISIT
        """,
    ),
    cues(
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
        what do_i|did_i have [now|left|next|coming_up|so_far|with_you] $
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
        what|which day|time|date did|have we|you|i say|said|pick|picked|choose|chose|agree|agreed|decide|decided|settle
        ^ ~2 did it|that|this ~1 go_through|work|get_booked|book
        ^ ~2 is|was [it|that] [on|at] DAYNAME|# [am|pm] or [on|at] DAYNAME|#
        ^ ~2 is|was it|that [on|at] DAYNAME $
        i|we [think] [i|we] [have] missed it|my|our|the !flight|train|bus|call|period|deadline|party
            + !~8:reschedule|rebook|move|another|new|book|make|change
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
    cues(
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
            + !~2:free|available|can|could
        what_did_i_book
        ^ ~2 what_time|what_day|when|where is|was it|that again
        ^ [can_you|could_you|please] remind me [again|please] $
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
        ^ ~2 what|whats ~3 left|remaining $
        ^ ~2 what|when|where [time|day] [and] [time|day|where] was|is it|that again [please] $
        what|which|when|have|got|am|are ~3 me|i|we ~2 down for
        information|info about events|meetings
        who_is|whos scheduled|booked
        run_down_of ~2 schedule|schedules
        my|the ~1 calendar [this|next|on|today|tomorrow] ~2 $
        search|check ~1 schedule|schedules|events
        """,
    ),
)

MOVING = (
    cues(
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
    cues(
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
    cues(
        "cancel",
        0.85,
        """
        VISIT|table|it|that|party ~5 cancel|cancelling|canceling|delete
        VISIT|table|it|that|party ~1 be deleted|removed|cancelled|canceled
        cancel|cancelling|canceling|scrap|abandon !culture|subscription|my_card|my_credit|my_flight|
            my_subscription|my_order|my_membership|my_insurance
        """,
    ),
    cues(
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
    cues(
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
