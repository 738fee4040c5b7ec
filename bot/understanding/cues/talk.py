"""Cues of the talk itself: yes, back, from the start, a language, a name, what can I say."""

from __future__ import annotations

from bot.understanding.cues.words import cues

TALK = (
    cues(
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
    cues(
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
    cues(
        "restart",
        0.85,
        "start|begin over|again|from_scratch|from_the_beginning|from_the_start|from_the_top|fresh|all_over|this_over",
    ),
    cues(
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
    cues(
        "language",
        0.9,
        """
        speak|use|prefer|switch_to|change_to|text_me_in|hablo|habla|write_in|talk ~1 english|spanish|
            espanol|ingles [please] $
        ^ [please] in english|spanish|espanol|ingles [please] $
        speak|hablo|habla english|spanish|espanol
        everything|all|todo|it|this|again|back|rather|better|messages|texts|text|write|answer|reply ~1 in|to english|spanish
        ^ !is|are|do|does|did|was|who|can|have ~3 in english|spanish [please|again|now|instead] $
        change|switch|set [the|my] language !on|of
        """,
    ),
    cues(
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
    cues(
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
