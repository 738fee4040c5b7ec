"""Thanks, hello and goodbye, where a message is little else."""

from __future__ import annotations

from bot.understanding.lexicon import words
from bot.understanding.patterns import rule

_TAKING_LEAVE = rule(
    "bye",
    0.0,
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
    {},
)
_GRATEFUL = rule(
    "thanks",
    0.0,
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
    {},
)
_NOT_GRATEFUL = words("say spell translate mean card note giving")
_GREETING = rule(
    "greet",
    0.0,
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
    {},
)


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
