"""What we said in the answer to a text itself: SMS and WhatsApp replies ride in it, and have no row in the outbox."""

from __future__ import annotations

from xml.etree import ElementTree

from store.models import InboundMessage


def texts(heard: InboundMessage) -> list[str]:
    """The texts of the stored answer, in their order; none where the channel does not answer so."""
    if not heard.answer.lstrip().startswith("<"):
        return []
    try:
        said = ElementTree.fromstring(heard.answer)
    except ElementTree.ParseError:
        return []
    return ["".join(message.itertext()) for message in said.iter("Message")]
