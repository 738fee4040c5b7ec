"""Yes and no with a slip of the thumb ("yse", "yess pls", "noo"): only where a plain yes or no was asked for.

Matched letter for letter against what people do type, never by likeness (ARCHITECTURE 8).
"""

from __future__ import annotations

from bot.understanding.lexicon import words
from bot.understanding.normalise import fold

_YES = words(
    "yse yess yesss eys ye yees yers yed yesd yeds yex yew ues tes yea yeh yeha yaeh yeag yeash yeaa yeahh yeas yesy yep "
    "yeo yepp ypu yuo okk oky oka okey okau kk kay okat oaky okya k sii sip sis claor vael valle"
)
_NO = words("noo nooo nno npo onp nopee noep nope nopw noe nop nah nahh noooo")
_BESIDE = words(
    "please pls plz plss thanks thx ty thank you u so much then ok yes no it is that that's fine por favor gracias"
)


def answer(text: str) -> str | None:
    """ "yes" or "no" where the message is such a slip, and courtesies at most beside it."""
    said = fold(text).replace("!", " ").replace(".", " ").replace(",", " ").split()
    if not 1 <= len(said) <= 4 or not all(word in _BESIDE for word in said[1:]):
        return None
    return "yes" if said[0] in _YES else "no" if said[0] in _NO else None
