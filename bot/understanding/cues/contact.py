"""Cues about being in touch: no more texts, being forgotten, a person."""

from __future__ import annotations

from bot.understanding.cues.words import cues

FAREWELL = (
    cues(
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
    cues("leave", 0.55, "^ [please] take|remove|get me|my_number off|from [of] the|this list $"),  # which list?
    cues(
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
    cues(
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
    cues(
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
