"""Yes, no, thanks, hello and goodbye: what a message opens with, and short answers made of small words only."""

from __future__ import annotations

import re

from bot.understanding.lexicon import words
from bot.understanding.patterns import Rule, rule
from bot.understanding.spelling import ORDINARY

_NAMES = {
    "GOOD": "great|perfect|good|fine|nice|awesome|wonderful|excellent|cool|lovely|amazing|works|work|ok|"
    "brilliant|fantastic|"
    "delightful|super|well",
}


def _rule(label: str, lines: str) -> Rule:
    return rule(label, 0.0, lines, _NAMES)


_OPENERS = (
    _rule(
        "no",
        """
        ^ no|noo|nooo !longer|more|one|preference|idea|problem|worries|doctor|later|earlier|sooner
        ^ nope|nah|na|nay|neither|negative|no_way|hold_off|by_no_means|far_from_it|no_can_do
        ^ hell|heck|oh no
        ^ never !mind
        ^ i_beg_to_differ
        ^ hard_pass
        ^ incorrect|wrong|false !number|person|address|day|time
        ^ i|we dont|didnt|wont|do_not|did_not $
        ^ thumbs_down
        ^ i wouldnt|would_not ~1 say|think so|that
        ^ i [have] decided against|not_to
        ^ nuh|nuhuh|noooo|nooo [uh]
        ^ another|some_other time
        ^ later [on] !this|in|on|today|than|next|would|is
        ^ not now|yet|today|really|that|this|right_now|right_this_moment|right_this_minute|at_all|for_now|
            happening|
            interested|a_chance|it
        ^ not at|a this|the time|moment
        ^ definitely|absolutely|of_course|certainly|probably|maybe|perhaps not
        ^ maybe|perhaps|probably|possibly later|another_time|another_day|some_other_time|some_other_day|
            next_time
        ^ [lets] put|do that on_hold|later
        ^ let_me_think
        ^ i [would|will] pass
        ^ i_am|im not ready|interested|in_a_rush
        ^ i [would] rather|prefer not
        """,
    ),
    _rule(
        "yes",
        """
        ^ yes|yess|yesss|yeah|yeahh|yep|yup|sure|sure_thing|absolutely|certainly|of_course|affirmative|
            agreed|indeed|exactly
        ^ uh_huh|mhm|why_not|you_bet|totally|definitely|you_got_it|for_sure|i_concur|no_doubt|without_doubt|
            without_a_doubt
        ^ correct !the|my
        ^ right !now|away|after|before
        ^ sounds good|great|perfect|fine|delightful|lovely|ok
        ^ go ahead|for_it
        ^ i [do|would|will] think|believe|guess|suppose|reckon|say|imagine|hope so
        ^ [a|one] # percent $
        ^ by_all_means
        ^ i|we certainly|definitely|absolutely|sure do|would|am|will
        ^ i|we do|did|am|have $
        ^ yeppers|yessir|yeap|yessiree|yupp|yepp
        ^ thumbs_up
        ^ it|that|he|she ~1 certainly|sure|most_certainly|definitely|really is|does|will|would
        ^ okey|okie|okay dokey|dokie
        ^ yass|yas|yasss|yea|yup|yuh
        ^ count me in
        ^ you_know it
        ^ it|that|he|she is $
        ^ hundred percent
        ^ lets do|go_with|go_for it|that|this [one|time]
        ^ that|it|this will|would do|work|suit
        ^ please_do
        ^ do it|that|so !later|another|on|at
        """,
    ),
    _rule("ok", "^ ok|alright|all_right"),
    _rule(
        "thanks",
        """
        ^ [many] thanks|thank_you|thank_u|cheers|gracias|ta|appreciate_it|much_appreciated|i_am_thankful
        ^ i [really] appreciate it|that|this
        ^ i [really] appreciate your help|time|assistance
        ^ thanks|thank_you so_much|a_lot|very_much|much|a_ton|again|a_bunch
        ^ thanks|thank_you for that|everything|this|helping|helping_me|your_help|your_time|your_assistance|
            the_help|
            the_info|all_your_help
        """,
    ),
    _rule(
        "greet",
        """
        ^ hi|hello|hey|hiya|hola|howdy|greetings|yo [there|again|everyone|doctor|team|all]
        ^ good morning|afternoon|evening
        """,
    ),
    _rule(
        "good",
        """
        ^ that|it|this ~1 makes sense
        ^ i_see|got_it|i_understand|understood|no_problem|no_worries|fair_enough
        ^ that|this|it|thats|its|all [is|sounds|seems|looks|would_be|will_be] [just|very|really|so|all]
            + GOOD [enough]
            + [for|with|to] [me] [then|too]
        ^ [very] GOOD !night|bye|morning|afternoon|evening|day|to|talking|chatting|speaking|job|work|looking
        """,
    ),
    _rule(
        "filler",
        "^ oh|ah|um|uh|well|so|hmm|and|but|now|then|please|sorry|excuse_me|actually|again|i_said|just|sir|maam",
    ),
)

_POSITIVE = words(
    "yes yeah yep yup ya sure ok true correct right accurate valid affirmative positive agree "
    "agreed perfect great good fine "
    "nice awesome wonderful excellent cool lovely brilliant fantastic works work sounds confirmed "
    "confirm accept exactly "
    "absolutely definitely certainly indeed go ahead please suits suit best ideal proceed do truth fact sense approve "
    "affirm acceptable super amazing delightful happy checks totally undoubtedly confirms bet yay okay believe helps"
)
_WRONG = words("false wrong incorrect inaccurate untrue fake bad invalid mistaken error lie")
_NOT = words(
    "no not nope nah isnt arent wasnt dont doesnt didnt cant cannot wont wouldnt never neither "
    "nothing none nada negative hardly "
    "nay disagree decline refuse reject doubt doubtful aint shouldnt couldnt havent hasnt"
)
_CLEAR = words(
    "yes true correct right accurate agree positive affirmative confirmed confirm exactly absolutely definitely"
)
_EMPTY = words("do please like helps proceed")
_SMALL = words(
    "i you he she we they it its that thats this these those there the a an is are am be was were "
    "been being have has had "
    "will would ll could should can may might must do does did to of for in on at with about as by "
    "from so very just really "
    "too also still all quite pretty much more my your me us our him her them what which who when "
    "how said say says saying "
    "told tell think thought know want wish like prefer guess suppose feel hope let lets make "
    "answer answers response reply statement question thing "
    "one ones time way day case point information word and or but then now well oh um uh please "
    "thanks thank again actually "
    "hard resounding big huge overwhelmingly completely fully entirely simply afraid sorry sir "
    "maam ai if than same idea seems seem look looks "
    "sound plan choice option deal get got give heck hell here only ever even vote seriously anyway course because "
    "going coming back up out them asked wanted meant mean some any bit kind sort doing done problem me "
    "need needed necessary required telling "
    "amount slot spot appointment doctor dentist booking date address name possible happening "
    "right kidding joking never exactly"
)

_QUESTIONS = words("how who where which why when is are does do can could would will should")
_TAKING_LEAVE = _rule(
    "bye",
    """
    bye|byee|goodbye|good_bye|bbye|farewell|so_long|good_night|goodnight|signing_off|gtg|g2g|logging_off|ciao|adios|
        au_revoir
    sayonara|cheerio|laters|toodle|toodles|cheers|regards|peace_out|over_and_out|hit_the_road|get_going|
        bugged_you_enough
    ^ ~2 peace $
    see you|ya|u
    talk [to|with] [you] later|soon|again
    catch you|ya
    later|laters gator|you|dude
    enjoy the_rest|rest of
    till|until|til next|then|we_meet ~2 $
    ^ rest|sleep|be well $
    time [for_me] to_go|for_bed|for_me_to_leave|i_left $
    have [a|yourself_a] ~1 good|great|nice|lovely|wonderful|blessed day|one|evening|night|weekend|afternoon|
        week|time
    enjoy your day|evening|weekend
    take_care !of
    thats|that_is|that_was|its|this_is all|everything|it !correct|right|good|fine|true|wrong|works|ok
    will|would|ll|that|thatll be all|it|everything
    all|everything [the] ~1 [that] i need|needed|want|wanted|require
    im|am|are|were|all done !yet
    done now|for_now|with
    ^ ~6 i_am|im|were|we_are [all] set|good $
    all_set
    dont|do_not|wont|will_not|not need anything|any_thing|any_more|any_further|any_other
    nothing else|more|further
    no more|further|other questions
    gotta go|run
    ^ ~2 be|am|im going now $
    talk|speak|chat to|with you ~1 then|tomorrow|later|soon
    got_to_go
    have|got|need|must|should|gotta|better [to|be] go|going|run|leave|get_going|head_out|bounce [now|bye|thanks] $
    i_am|im off|leaving|out|going|heading_out|out_of_here [now] $
    questions ~2 been_answered
    stop_now
    until_next_time
    ^ [ok|alright|well] until tomorrow|then|monday|next_week|later [then] $
    night_night
    ^ [ok|alright] take_it_easy $
    be_seeing_you
    you_can_go
    hasta luego|la_vista
    nice|good|great|pleasure|pleasant|enjoyable|enjoyed|fun|glad|awesome|wonderful|lovely|love|loved|
        thanks_for|thank_you_for|
        had_a ~5 talk|talking|talked|chat|chats|chatting|chatted|speak|speaking|conversation|conversing
    """,
)
_GRATEFUL = _rule(
    "thanks",
    """
    thanks|thank|thankful|grateful|appreciate|appreciated|appreciates|cheers|gracias|merci|danke|obliged
    youve|youre ~3 helpful|help|kind|best|doll|star|lifesaver|great|awesome|amazing|
        sweet|legend|gem|rock|rule
    you have|were|are ~3 helpful|help|kind|best|doll|star|lifesaver|great|awesome|amazing|
        sweet|legend|gem|rock|rule
    you rock|rule
    so|very|super|really|how helpful|kind
    ^ ~2 so|very|super|really nice|good|sweet|helpful|kind|thoughtful of_you
    good|great|nice|well|excellent job|work|done|looking_out
    glad [that] you_did
    happy with_your|you_did
    pleased_with
    bless you|your
    kind_of_you
    owe_you
    make|makes my_life_easier
    easier_with_you
    ^ really great $
    """,
)
_NOT_GRATEFUL = words("say spell translate mean card note giving")
_GREETING = _rule(
    "greet",
    """
    ^ ~2 hi|hello|hey|hiya|howdy|greetings|heyo|yo|hola|salutations|sup|aloha|wassup [there|again|everyone|
        all|my] ~3 $
    ^ ~2 whats up|new|happening|going_on ~3 $
    ^ ~2 good morning|afternoon|evening ~3 $
    ^ morning|afternoon|evening|mornin|gm|sup|yoo|ello [all|everyone|doc|there|team|guys|folks] $
    ^ good day
    top_of_the_morning
    ^ gday|gidday
    how|hows|howve [is|are|have|has] you|ya|things|everything|it_going|life|your_day|your_morning|
        your_evening|your_night|
        your_weekend|the_ai|my_ai !do|get|make|fix|spell|say|can|could ~4 $
    how|hows are you|ya
    how is|are|goes it|things|you ~3 $
    how_do_you do $
    how_do_you feel|do [today] $
    are you|things|ya ~1 ok|well|doing|feeling|alright|there|good|going_well|happy
    are_you_having_a
    hello|hi|hey how_do_you_do
    nice|good|great|pleased|happy|lovely to see|meet you
    long_time_no see|speak|talk
    have_you_been good|well|ok
    what|whats [is|are] [you] up|feeling|happening|new [with_you|today] $
    what_do_you_feel_like
    you ok|good|there|alright $
    anyone|anybody|somebody there
    """,
)


def opening(text: str) -> tuple[list[str], str]:
    """What a message opens with, in order (the labels of _OPENERS), and the words left."""
    found: list[str] = []
    padded = f" {text} "
    for _ in range(8):
        for opener in _OPENERS:
            end = opener.prefix(padded)
            if end:
                found.append(opener.intent)
                padded = " " + padded[end:]
                break
        else:
            break
    return found, padded.strip()


_UNSURE = re.compile(
    r"\b(?:(?:dont|do not|wouldnt|didnt) (?:really )?know|(?:not|isnt|arent|aint) (?:so |too |very |really |quite |entirely |"
    r"completely |totally |100 )?(?:sure|certain|positive)|unsure|no (?:idea|clue)|cant (?:say|decide|tell)|undecided)\b"
)


_ASKING_HOW = re.compile(r"\b(?:how|what) (?:to|this|it|you|i)\b")


def unsure(text: str) -> bool:
    """ "dunno", "not sure": neither yes nor no."""
    return _UNSURE.search(text) is not None and not _ASKING_HOW.search(text)


_ANOTHER_PERSON = re.compile(r"\bnot (?:for )?(?:me|myself|him|her|us)$")  # "it is for my mom, not me"


def answer(text: str) -> tuple[str, float] | None:
    """Yes or no from a short message all of whose words are small ones ("that would be true", "the answer is no")."""
    said = text.split()
    if (
        not said
        or unsure(text)
        or len(said) > 16
        or _ANOTHER_PERSON.search(text)
        or said[0] in _QUESTIONS
        or text.startswith(("what is", "what are", "i need to know"))
    ):
        return None
    strange = [w for w in said if w not in _SMALL and w not in _POSITIVE and w not in _NOT and w not in _WRONG]
    if len(strange) > (1 if len(said) >= 5 else 0):
        return None
    nots = sum(w in _NOT for w in said)
    if nots == 1 and any(w in _NOT and _WRONG & set(said[i + 1 : i + 3]) for i, w in enumerate(said)):
        return "yes", 0.65  # "that is not wrong"
    if nots or any(w in _WRONG for w in said):
        return "no", 0.75
    if strange and not _CLEAR & set(said):
        return None  # "i need a note for work"
    if (_POSITIVE - _EMPTY) & set(said):
        return "yes", 0.75
    return None


def thanked_yes(text: str) -> bool:
    """Is there a yes beside the thanks ("that's correct, thank you"), more than praise ("great, thanks")?"""
    rest = re.sub(r"\b(?:thanks|thank you|thank|so much|a lot|very much|cheers)\b", " ", text).split()
    found = answer(" ".join(rest)) if rest else None
    return found is not None and found[0] == "yes" and bool((_POSITIVE - _PRAISE - _EMPTY) & set(rest))


def courtesy(text: str) -> tuple[str, float] | None:
    """bye, thanks or greet, where a message is little else."""
    padded, said, length = f" {text} ", frozenset(text.split()), text.count(" ") + 1
    if (
        length <= 22
        and not _NOT_GRATEFUL & said
        and _TAKING_LEAVE.fits(padded, said)
        and not (length <= 12 and _GREETING.fits(padded, said))
    ):
        return "bye", 0.8
    if length <= 22 and _GRATEFUL.fits(padded, said) and not _NOT_GRATEFUL & said:
        return "thanks", 0.8
    if length <= 14 and _GREETING.fits(padded, said) and not _NOT_GRATEFUL & said:
        return "greet", 0.75
    return None


_PRAISE = words(
    "great good perfect awesome excellent wonderful nice cool lovely brilliant fantastic amazing "
    "super fine ok best happy"
)
PLAIN = _POSITIVE | _WRONG | _NOT | _SMALL | ORDINARY
