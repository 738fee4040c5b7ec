"""Yes, no, thanks, hello and goodbye: what a message opens with, and short answers made of small words only."""

from __future__ import annotations

import re

from bot.understanding.lexicon import words
from bot.understanding.spelling import ORDINARY

_OPENERS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (label, re.compile(pattern, re.X))
    for label, pattern in (
        (
            "no",
            r"""^(?:oh\ |ah\ |um\ |uh\ |well\ |actually\ |sorry\ |please\ |again\ |i\ said\ |hmm\ |just\ )?
            (?:no+(?!\ (?:longer|more|one|preference|idea|problem|worries|doctor|later|earlier|sooner))|
            nope|nah|na|nay|never|neither|negative|no\ way|hold\ off|another\ time|some\ other\ time|
            later(?:\ on)?(?!\ (?:this|in|on|today|than|next|would|is))|
            not\ (?:now|yet|today|really|that|this|right\ now|right\ this\ \S+|a[tl]\ (?:this|the)\ (?:time|
            moment)|at\ all|
            for\ now|happening|interested|a\ chance|it)|
            (?:definitely|absolutely|of\ course|certainly|probably|maybe|perhaps)\ not|
            (?:maybe|perhaps|probably|possibly)\ (?:later|another\ time|some\ other\ time|next\ time)|
            (?:lets\ )?(?:put|do)\ that\ (?:on\ hold|later)|let\ me\ think|i(?:\ would|\ will)?\ pass|
            i\ (?:would\ )?(?:rather|prefer)\ not)
            (?:\ for\ now|\ now|\ sorry|\ no|\ thanks|\ thank\ you|\ thank)*(?=\ |$)""",
        ),
        (
            "yes",
            r"""^(?:oh\ |ah\ |um\ |uh\ |well\ |again\ |please\ |i\ said\ |hmm\ |but\ |and\ )?
            (?:yes+|yea+h*|yep|yup|yeah|sure(?:\ thing)?|absolutely|certainly|of\ course|affirmative|agreed|
            indeed|exactly|
            correct|right|uh\ huh|mhm|sounds\ (?:good|great|perfect|fine|delightful|lovely|ok)|why\ not|you\ bet|
            totally|
            go\ (?:ahead|for\ it)|please\ do|do\ (?:it|that|so)(?!\ (?:later|another|on|at)))
            (?:\ yes|\ sure|\ please|\ ok|\ sir|\ maam|\ definitely|\ of\ course|\ for\ me|\ to\ me)*(?=\ |$)""",
        ),
        ("ok", r"^(?:oh\ |and\ |but\ |well\ )?(?:ok|alright|all\ right)(?:\ ok|\ then|\ sure|\ so|\ now)*(?=\ |$)"),
        (
            "thanks",
            r"""^(?:oh\ |many\ |well\ |why\ )?
            (?:thanks|thank\ you|thank\ u|cheers|gracias|i\ (?:really\ )?appreciate\ (?:it|that|this|your\ \S+)|
            appreciate\ it|
            much\ appreciated|i\ am\ thankful)
            (?:\ so\ much|\ a\ lot|\ very\ much|\ much|\ a\ ton|\ again|\ a\ bunch|\ for\ (?:that|everything|this|
            your\ (?:help|
            time|assistance)|the\ (?:help|info)|all\ your\ help|helping(?:\ me)?))*(?=\ |$)""",
        ),
        (
            "greet",
            r"""^(?:hi|hello|hey|hiya|hola|howdy|good\ (?:morning|afternoon|evening)|greetings|yo)
            (?:\ there|\ again|\ hi|\ hello|\ everyone|\ doctor|\ team|\ all)*(?=\ |$)""",
        ),
        (
            "good",
            r"""^(?:(?:oh|well|so|um|uh|ah|hmm|and|but|now|then|i\ see|got\ it|i\ understand|understood|
            no\ problem|no\ worries|
            fair\ enough|please|sorry|excuse\ me)|
            (?:that|this|it|thats|its|that\ is|it\ is|that\ would\ be|that\ will\ be|all)[ ]
            (?:just\ |very\ |really\ |so\ |sounds?\ |seems?\ |looks?\ |is\ |all\ )*
            (?:great|perfect|good(?:\ enough)?|fine|nice|awesome|wonderful|excellent|cool|lovely|amazing|works|ok|
            brilliant|
            fantastic|delightful|super)(?:\ (?:for|with|to)\ me|\ then|\ too|\ thanks)*|
            great|perfect|good(?!\ (?:night|bye|morning|afternoon|evening))|fine|nice|awesome|wonderful|excellent|
            cool|lovely|
            brilliant|fantastic|super|very\ (?:good|well|nice))(?=\ |$)""",
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
    "going back up out them asked wanted meant mean some any bit kind sort doing done problem me "
    "need needed necessary required telling "
    "amount slot spot appointment doctor dentist booking date address name possible happening "
    "right kidding joking never exactly"
)

_QUESTIONS = words("how who where which why when is are does do can could would will should")
_TAKING_LEAVE = re.compile(
    r"""\b(?:
    bye+|good\ ?bye|bbye|see\ (?:you|ya|u)(?=\ |$)|talk\ (?:to\ |with\ )?(?:you\ )?(?:later|soon|again)|
    (?:catch|ttyl)\ (?:you|ya)|laters?\ (?:gator|you)|farewell|so\ long|good\ ?night|
    have\ (?:a|yourself\ a)\ (?:\S+\ )?(?:good|great|nice|lovely|wonderful|blessed)\ (?:day|one|evening|night|
    weekend|
    afternoon|week|time)|enjoy\ your\ (?:day|evening|weekend)|take\ care(?!\ of)|
    (?:thats|that\ is|that\ was|its|this\ is)\ (?:all|everything|it)(?!\ (?:correct|right|good|fine|true|wrong|
    works|ok))|
    (?:will|would|ll|that|thatll)\ be\ (?:all|it|everything)|(?:all|
    everything)\ (?:the\ \S+\ )?(?:that\ )?i\ (?:need|needed|want|
    wanted|require)|(?:im|am|are|were|all)\ done(?!\ yet)|done\ (?:now|for\ now|with)|
    (?:i\ am|im|were|we\ are)\ (?:all\ )?(?:set|good)$|all\ set|
    (?:dont|do\ not|wont|will\ not|not)\ need\ (?:anything|any\ thing|any\ more|any\ further|any\ other)|
    nothing\ (?:else|more|further)|signing\ off|ciao|adios|au\ revoir|sayonara|cheerio|laters|toodles|
    hasta\ (?:luego|la\ vista)|cheers|gotta\ go|got\ to\ go|
    (?:have|got|need)\ to\ (?:go|run|leave|get\ going|head\ out|hit\ the\ road|bounce)(?:\ now|\ bye|\ thanks)*$|
    hit\ the\ road|get\ going|(?:i\ am|im)\ (?:off|leaving|out|going|heading\ out|out\ of\ here)(?:\ now)?$|
    questions\ have\ (?:all\ )?been\ answered|stop\ now|regards|peace\ out|until\ next\ time|be\ seeing\ you|
    you\ can\ go|
    logging\ off|over\ and\ out|bugged\ you\ enough|
    (?:nice|good|great|pleasure|pleasant|enjoyable|enjoyed|fun|glad|awesome|wonderful|lovely|had\ a|loved?|
    thanks\ for|
    thank\ you\ for)\ (?:\S+\ ){0,5}?(?:talk|talking|talked|chats?|chatting|chatted|speak|speaking|conversation|
    conversing)
    )\b""",
    re.X,
)
_GRATEFUL = re.compile(
    r"""\b(?:thanks|thank|thankful|grateful|appreciate|appreciated|appreciates|cheers|gracias|merci|danke)\b|
    \byou(?:ve|\ have|\ were|\ are|re)\ (?:\S+\ ){0,3}(?:helpful|help|kind|best|doll|star|lifesaver|great|awesome|
    amazing|
    sweet|legend|gem)\b|\b(?:so|very|super|really)\ helpful\b|\b(?:good|great|nice|well|excellent)\ (?:job|work|
    done|looking\ out)\b|
    \bglad\ (?:that\ )?you\ did\b|\bhappy\ (?:with\ your|you\ did)\b|\bpleased\ with\b|\bbless\ you\b|
    \bkind\ of\ you\b|
    \bmakes?\ my\ life\ easier\b|\beasier\ with\ you\b|^really\ great$""",
    re.X,
)
_NOT_GRATEFUL = re.compile(r"\b(?:say|spell|translate|how do|mean|card|note|giving)\b")
_GREETING = re.compile(
    r"""^(?:\S+\ ){0,2}(?:hi|hello|hey|hiya|howdy|greetings|heyo|yo|hola|salutations|sup|aloha|wassup|
    whats\ (?:up|new|happening|
    going\ on)|good\ (?:morning|afternoon|evening))\b(?:\ \S+){0,3}$|
    \bhow(?:s|ve)?\ (?:is\ |are\ |have\ |has\ )?(?:you|ya|things|everything|it\ going|life|your\ (?:day|morning|
    evening|night|
    weekend)|the\ ai|my\ ai)\b(?!\ (?:do|get|make|fix|spell|say|can|could)\b)(?:\ \S+){0,4}$|
    \bhows?\ are\ (?:you|ya)\b|\bhow\ (?:is|are)\ (?:it|things|you)\b(?:\ \S+){0,3}$|\bhow\ do\ you\ (?:feel|
    do)(?:\ today)?$|
    \bare\ (?:you|things|ya)\ (?:\S+\ )?(?:ok|well|doing|feeling|alright|there|good|going\ well|happy)\b|
    \b(?:nice|good|great|pleased|happy|lovely)\ to\ (?:see|meet)\ you\b|\bhave\ you\ been\ (?:good|well|ok)\b|
    \bwhat(?:s|\ is|\ are)\ (?:you\ )?(?:up|feeling|happening|new)(?:\ with\ you|\ today)?$|
    \bwhat\ do\ you\ feel\ like\b|
    \byou\ (?:ok|good|there|alright)$|\banyone\ there\b""",
    re.X,
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
    if (
        not said
        or len(said) > 16
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
    length = text.count(" ") + 1
    if length <= 22 and _TAKING_LEAVE.search(text) and not (length <= 12 and _GREETING.search(text)):
        return "bye", 0.8
    if length <= 22 and _GRATEFUL.search(text) and not _NOT_GRATEFUL.search(text):
        return "thanks", 0.8
    if length <= 14 and _GREETING.search(text):
        return "greet", 0.75
    return None


_PRAISE = words(
    "great good perfect awesome excellent wonderful nice cool lovely brilliant fantastic amazing "
    "super fine ok best happy"
)
PLAIN = _POSITIVE | _WRONG | _NOT | _SMALL | ORDINARY
