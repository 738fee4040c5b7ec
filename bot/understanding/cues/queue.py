"""Cues of the day's queue and of the waitlist."""

from __future__ import annotations

from bot.understanding.cues.words import cues

QUEUE = (
    cues(
        "leave",
        0.9,
        """
        leave|quit|exit|get_out_of|drop_out_of [the|this|your] LINE|LIST
        take|get|remove|pull|drop me out_of|off|from|off_of [the|this|your] LINE|LIST
        """,
    ),
    cues(
        "waitlist",
        0.85,
        """
        LIST
        put|add|get me|us|my_name on the|your|a list
        if|when|in_case anything|something|a_slot|a_spot|an_appointment|anyone|someone|there_is|theres|
            a_time|any ~3 earlier|sooner|opens|open_up|comes_up|frees|free_up|cancels|cancel|cancellation|
            cancellations
        """,
    ),
    cues(
        "position",
        0.9,
        """
        how_long|how_much_longer|how_much_time|how_many_minutes ~5 wait|waiting|queue|line|be_seen|my_turn|
            doctor
        how_much_longer $
        whats|what_is [the|my] wait|wait_time|waiting_time
        how_many ~2 ahead|before_me|in_front
        is|are ~2 doctor|dr|she|he|they|you|clinic ~1 running|on|behind|delayed ~1 late|time|behind|schedule|today
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
    cues(
        "queue",
        0.9,
        """
        join|enter|get_in|get_into|put_me_in|add_me_to|get_me_in|stand_in|wait_in [the|your] LINE
        ^ join [for|with] dr|doctor|dra
        take|get|give_me|have a [queue] number|ticket !to|for
        -closet walk_in !closet|freezer
        walkin !closet|freezer
        """,
    ),
    cues(
        "here",
        0.9,
        """
        ^ i_am|i_have|we_are|were|we_have|weve|i [just] [now] here|arrived|outside|downstairs !to
        ^ i_am|we_are|were|i [just] [now] at|in the|your clinic|office|front_desk|door|reception|
            waiting_room|parking_lot|lobby|car_park
        pulled|pulling into|up|in !my
        parked outside|downstairs|in_the
        checking_in for
        check_me_in
        just arrived|got_here|parked|walked_in
        here for my
        have_arrived
        """,
    ),
    cues(
        "late",
        0.9,
        """
        running|be|am|arrive|arriving|come|coming ~4 late|behind !dinner|night|fee|morning|afternoon|august|
            this !~9:change|delay
        quarter_of_an|half_an|half|an hour late|behind
        bus|train|car|taxi|tram|subway [has|had] broken_down|broke_down|never_came|was_cancelled
        stuck_in [the] traffic
        minutes late|behind
        #|ten|fifteen|twenty|thirty|five more minutes
        be_there|arrive|there in [about] ~1 minutes
        am|be|and on_my_way
        ^ on_my_way
        train|bus is late|delayed
        """,
    ),
    cues(
        "away",
        0.9,
        """
        stepping_out|step_out|stepped_out|stepping_away|be_right_back|going_out_for
        back in # [minutes|min] $
        brb|be_back_soon|be_back_in
        going_to|gonna|let_me grab|get|fetch [a|some] coffee|drink|snack|food
        back in a|five|ten|# second|minutes|bit|few
        waiting_in my|the car
        went out|to_get [a|some] coffee|food|lunch|air
        """,
    ),
)
