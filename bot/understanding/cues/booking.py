"""Cues of somebody who wants a visit: another choice, what is free, a booking."""

from __future__ import annotations

from bot.understanding.cues.words import cues

OTHERS = (
    cues(
        "book",
        0.85,
        """
        book|schedule|reserve|make|set_up another|one_more|a_second|an_extra|a_new one|VISIT
        need|want|have|like ~1 come_in|be_seen|appointment|book|see ~4 dont_know|not_sure|no_idea|unsure when|what|which
        """,
    ),
    cues(
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
        ^ any|whichever|whatever day|time [is|works|will_do] [fine|ok|good] [for_me|with_me] $
        ^ anytime|whenever is|works [fine|ok|good] [for_me] $
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
        show|see|give|list [me] all [of] [them|those|the|your] [times|options|slots] $
        is he|she|that|this|it the_only
        """,
    ),
)

BOOKING = (
    cues(
        "slots",
        0.85,
        """
        is|are ~4 DAYNAME ~2 open|free|possible|available|an_option|taken|full|booked
        hows|how_is the week_of ~3 looking|look
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
    cues(
        "book",
        0.9,
        """
        ASK ~6 VISIT|table|meeting_room|suite|double_room|single_room|room_for|rooms_for|accommodation
        see|visit|go_to|get_to|need|want|get|find|meet_with|make_it_to|be_a|to_the ~4 DOCTOR
        visit|go_to|see the|a|your clinic|office
        """,
    ),
    cues(
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
        ^ [and|ok] also|plus [one|another|same|something] [one] for me|my|us|both
        ^ [and|also] another|one [one] for me|my|us
        find|get a|some time|slot to|for meet|see
        looking_for ~3 DOCTOR
        sign_me_up
        """,
    ),
    cues(
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
