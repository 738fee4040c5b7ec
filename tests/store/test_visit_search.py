"""Finding visits by a few letters, on every engine."""

from __future__ import annotations

import datetime as dt

from bot.desk.booking import people_called
from store import visit_search
from store.models import Clinic
from store.visit_search import Filter
from tests import factory
from tests.factory import MADE


def test_letters_find_names_whatever_their_accents(clinic: Clinic) -> None:
    lee = factory.doctor(clinic)
    for place, name in enumerate(("José Núñez", "Ana Ruiz", "ANA NUNEZ")):
        factory.visit_of(clinic, name, lee, MADE + place * dt.timedelta(hours=1))

    def found(text: str) -> list[str]:
        return [visit.patient.name for visit in visit_search.page(clinic, Filter(text=text))]

    assert found("nunez") == found("NÚÑEZ") == ["José Núñez", "ANA NUNEZ"]
    assert found("ana nu") == ["ANA NUNEZ"]
    assert found("") == ["José Núñez", "Ana Ruiz", "ANA NUNEZ"]
    assert found("0101") == ["Ana Ruiz"]
    assert found("nunes") == found("nuñes") == ["José Núñez", "ANA NUNEZ"]  # nobody is called so
    assert found("anna ruis") == ["Ana Ruiz"]
    assert found(" ") == found("")
    assert found("bob nunes") == found("xyz") == []
    assert found("'; --") == found("%") == found("\\") == []
    assert visit_search.counts(clinic, Filter(text="nunez")) == {"confirmed": 2}
    assert [one.name for one in people_called(clinic, "jose nu")] == ["José Núñez"]
    assert [one.name for one in people_called(clinic, "jsoe nunes")] == ["José Núñez"]
    assert [one.name for one in people_called(clinic, "+1 555 010 0101")] == ["Ana Ruiz"]
