"""Yes and no: what a message opens with, and short answers made of small words only."""

from __future__ import annotations

import re

from bot.understanding.lexicon import words
from bot.understanding.patterns import Rule, rule
from bot.understanding.spelling import ORDINARY

_NAMES = {
    "GOOD": "great|perfect|sweet|good|fine|nice|awesome|wonderful|excellent|cool|lovely|amazing|works|work|ok|"
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


_PRAISE = words(
    "great good perfect awesome excellent wonderful nice cool lovely brilliant fantastic amazing "
    "super fine ok best happy"
)
PLAIN = _POSITIVE | _WRONG | _NOT | _SMALL | ORDINARY
