"""Yes, no, thanks, hello and goodbye: what a message opens with, and short answers made of small words only."""

from __future__ import annotations

import re

from bot.understanding.lexicon import words

_OPENERS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (label, re.compile(rf"^(?:{pattern})(?= |$)"))
    for label, pattern in (
        (
            "no",
            r"(?:oh |ah |um |uh |well |actually |sorry |please |again |i said |hmm |just )?(?:no+|nope|nah|"
            r"na|nay|not (?:now|yet|today|really|that|this|"
            r"right now|right this \S+|at (?:this|the) (?:time|moment)|at all|for now|happening|interested|"
            r"a chance|it)|"
            r"never|neither|negative|no way|definitely not|absolutely not|of course not|certainly not|"
            r"(?:maybe|perhaps|probably|possibly) (?:later|not|another time|some other time|next time)|"
            r"later(?: on)?|another time|some other time|"
            r"hold off|(?:lets )?(?:put|do) that (?:on hold|later)|let me think|i(?: would| will)? pass|i "
            r"(?:would )?(?:rather|prefer) not)"
            r"(?: for now| now| sorry| no| thanks| thank you| thank)*",
        ),
        (
            "yes",
            r"(?:oh |ah |um |uh |well |again |please |i said |hmm |but |and )?(?:yes+|yea+h*|yep|yup|yeah|"
            r"sure(?: thing)?|absolutely|certainly|of course|"
            r"affirmative|agreed|indeed|exactly|correct|right|uh huh|mhm|sounds (?:good|great|perfect|fine|"
            r"delightful|lovely)|why not|you bet|totally)"
            r"(?: yes| sure| please| ok| sir| maam| definitely| of course)*",
        ),
        ("ok", r"(?:oh |and |but |well )?(?:ok|alright|all right)(?: ok| then| sure| so| now| good| great)*"),
        (
            "thanks",
            r"(?:ok |oh |great |many |perfect )?(?:thanks|thank you|thank u|cheers|gracias|i (?:really "
            r")?appreciate (?:it|that|this|your \S+)|appreciate it|much appreciated|i am thankful)"
            r"(?: so much| a lot| very much| much| a ton| again| a bunch| for (?:that|everything|this|your "
            r"(?:help|time|assistance)|the (?:help|info)|all your help|helping(?: me)?))*",
        ),
        (
            "greet",
            r"(?:hi|hello|hey|hiya|hola|howdy|good (?:morning|afternoon|evening)|greetings|yo)(?: there| "
            r"again| hi| hello| everyone| doctor| team| all)*",
        ),
        (
            "good",
            r"(?:(?:oh|well|so|um|uh|ah|hmm|and|but|now|then|i see|got it|i understand|understood|no "
            r"problem|no worries|fair enough|please|sorry|excuse me)|"
            r"(?:that|this|it|thats|its|that is|it is|that would be|that will be|all) ?(?:just |very |"
            r"really |so |sounds? |seems? |looks? |is |all )*(?:great|perfect|good(?: enough)?|fine|nice|"
            r"awesome|wonderful|excellent|"
            r"cool|lovely|amazing|works|okay|ok|brilliant|fantastic|delightful|super)(?: (?:for|with|to) me|"
            r" then| too| thanks)*|"
            r"great|perfect|good(?! (?:night|bye|morning|afternoon|evening))|fine|nice|awesome|wonderful|"
            r"excellent|cool|lovely|brilliant|fantastic|super|very (?:good|well|nice))",
        ),
    )
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
    "going back up out them asked wanted meant mean some any bit kind sort doing done problem me "
    "need needed necessary required telling "
    "amount slot spot appointment doctor dentist booking date address name possible happening "
    "right kidding joking never exactly"
)

_QUESTIONS = words("how who where which why when is are does do can could would will should what") - {"what"}

_THANKS = re.compile(
    r"\b(?:thanks|thank you|thank u|thank|thankful|grateful|appreciate|appreciated|appreciates|"
    r"cheers|gracias|merci|danke)\b|"
    r"\byou(?:ve| have)? (?:been|were|are|re) (?:\S+ ){0,3}(?:helpful|help|kind|best|doll|star|"
    r"lifesaver|great|awesome|amazing|sweet)\b|"
    r"\byoure? (?:the best|a (?:doll|star|lifesaver|legend|gem|gentleman))|\b(?:so|very|super|"
    r"really) helpful\b|\b(?:good|great|nice|well|excellent) (?:job|work|done|looking out)\b|"
    r"\bwell done\b|\bglad (?:that )?you did\b|\bhappy with your\b|\bmakes? my life easier\b|"
    r"\bpleased with\b|\bbless you\b|\bkind of you\b|\beasier with you\b"
)
_BYE = re.compile(
    r"\b(?:bye+|goodbye|good bye|bbye|see (?:you|ya|u)(?= |$)|talk (?:to you )?(?:later|soon|again)|"
    r"talk with you later|(?:catch|ttyl|laters?) (?:you|ya)|later gator|farewell|so long|good night|"
    r"goodnight|"
    r"have (?:a|yourself a) (?:\S+ )?(?:good|great|nice|lovely|wonderful|blessed) (?:day|one|"
    r"evening|night|weekend|afternoon|week|time)|enjoy your (?:day|evening|weekend)|take care(?! "
    r"of)|"
    r"thats (?:all|everything|it|about it|all folks)|that is (?:all|everything|it)|that was (?:all|"
    r"everything|super helpful)|its all|this is all|"
    r"(?:will|would|ll|that|thatll) be (?:all|it|everything)|(?:all|everything) (?:that )?i (?:need|"
    r"needed|want|wanted|have|require)\b|(?:im|am|are|were|all) done(?! yet)|done (?:now|for now|"
    r"with)|"
    r"(?:^|\b)(?:i am|im|were|we are) (?:all )?(?:set|good)$|all set|(?:dont|do not|wont|will not|not) need "
    r"(?:anything|any thing|any more|any further|any other)(?: \S+)? ?(?:else|more|help|from|"
    r"assistance|further)?|nothing (?:else|more|further)|"
    r"signing off|ciao|adios|au revoir|sayonara|cheerio|laters|toodles|hasta (?:luego|la vista)|ta "
    r"ta|cheers|gotta go|got to go|(?:have|need|got|gotta) to (?:go|run|leave|get going|head out|"
    r"hit the road|get going|bounce)(?= |$)|"
    r"hit the road|(?:i am|im) (?:off|leaving|out|going|heading out|out of here)(?: now)?$|"
    r"questions have (?:all )?been answered|stop now|regards|peace out|until next time|be seeing "
    r"you|you can go|logging off|over and out|"
    r"(?:nice|good|great|pleasure|pleasant|enjoyable|enjoyed|fun|glad|awesome|wonderful|lovely|had "
    r"a|love|loved|thanks for|thank you for) (?:\S+ ){0,5}?(?:talk|talking|talked|chat|chats|"
    r"chatting|chatted|speak|speaking|conversation|conversing|seeing you|meeting you))\b"
)
_GREET = re.compile(
    r"^(?:\S+ ){0,2}(?:hi|hello|hey|hiya|howdy|greetings|heyo|yo|hola|salutations|sup|aloha|good "
    r"(?:morning|afternoon|evening)|whats up|whats new|whats happening|whats going on|wassup)(?: "
    r"\S+){0,3}$|"
    r"\bhow(?:s| is| are| have| has|ve| do| you|d)? ?(?:\S+ ){0,2}?(?:you|ya|things|everything|it "
    r"going|life|your day|it hanging|your (?:morning|evening|night|weekend)|the ai|my ai)(?: "
    r"\S+){0,2}? ?(?:doing|doin|going|feeling|feel|been|today|treating you|do|are)?(?: \S+){0,3}$|"
    r"\bare (?:you|things|ya) (?:\S+ )?(?:ok|okay|well|doing|feeling|alright|there|good|going well|"
    r"happy)\b|\b(?:nice|good|great|pleased|happy|lovely) to (?:see|meet) you\b|"
    r"\bhow (?:you|ya) (?:doing|doin|been|are)\b|\bhave you been (?:good|well|ok)\b|\bwhat(?:s| is| "
    r"are) (?:you )?(?:up|feeling|happening|new)(?: with you| today)?$|\bhow do you (?:feel|do)\b|"
    r"\bwhat do you feel like\b|\bhow ya\b|\bhows? (?:are )?ya\b|\byou (?:ok|good|there|alright)$|"
    r"\banyone there\b"
)


def opening(text: str) -> tuple[list[str], str]:
    """What a message opens with, in order ("no", "yes", "thanks", "greet", "good"), and the words left."""
    found: list[str] = []
    for _ in range(8):
        for label, pattern in _OPENERS:
            match = pattern.match(text)
            if match:
                found.append(label)
                text = text[match.end() :].strip()
                break
        else:
            break
    return found, text


def answer(text: str) -> tuple[str, float] | None:
    """Yes or no from a short message all of whose words are small ones ("that would be true", "the answer is no")."""
    said = text.split()
    if not said or len(said) > 16 or (said[0] in _QUESTIONS or ("how" in said and said[0] == "i")):
        return None
    strange = [w for w in said if w not in _SMALL and w not in _POSITIVE and w not in _NOT and w not in _WRONG]
    if len(strange) > (1 if len(said) >= 5 else 0):
        return None
    wrong = sum(w in _WRONG for w in said)
    nots = sum(w in _NOT for w in said)
    denied = any(word in _NOT and any(w in _WRONG for w in said[i + 1 : i + 3]) for i, word in enumerate(said))
    if denied and nots == 1:
        return "yes", 0.65  # "that is not wrong"
    if wrong or nots:
        return "no", 0.75
    if any(w in _POSITIVE and w not in ("do", "please", "like") for w in said) or text in (
        "please do",
        "do it",
        "do that",
        "i do",
    ):
        return "yes", 0.75
    return None


def courtesy(text: str) -> tuple[str, float] | None:
    """bye, thanks or greet, where a message is little else."""
    length = text.count(" ") + 1
    if length <= 22 and _BYE.search(text):
        return "bye", 0.8
    if (
        length <= 22
        and _THANKS.search(text)
        and not re.search(r"\b(?:say|spell|translate|how do|mean|card|note|giving)\b", text)
    ):
        return "thanks", 0.8
    if length <= 14 and _GREET.search(text):
        return "greet", 0.75
    return None
