"""A third language is a folder: here English with every vowel doubled, from the first word to the last."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from string import Formatter

import pytest

from bot import phrases
from store import languages
from store.models import Clinic

Talk = Callable[[str], None]
CODE = "en_GB"  # any that Babel knows, for dates and plurals


def doubled(text: str) -> str:
    return re.sub(r"([aeiouAEIOU])", r"\1\1", text)


def pseudo(sentence: str) -> str:
    out = ""
    for text, name, form, _ in Formatter().parse(sentence):
        out += doubled(text)
        if name is not None:
            out += (
                f"{{{name}:{doubled(form)}}}"
                if form and not form.startswith("#")
                else f"{{{name}{':' * bool(form)}{form}}}"
            )
    return out


@pytest.fixture(autouse=True)
def third_language(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / CODE
    folder.mkdir()
    (folder / "__init__.py").touch()
    sentences = {key: pseudo(sentence) for key, sentence in phrases.ENGLISH.items()}
    (folder / "all.py").write_text(f"PHRASES = {sentences!r}")
    monkeypatch.setattr(phrases, "__path__", [*phrases.__path__, str(tmp_path)])
    monkeypatch.setitem(phrases.LANGUAGES, CODE, phrases.read(CODE))


def test_its_folder_is_all_there_is_to_add() -> None:
    """The codes the clinic file takes, the bot speaks and Telegram's menu is shown in are the folders' names."""
    assert set(languages.CODES) == {path.name for path in languages.FOLDER.iterdir() if (path / "__init__.py").exists()}
    assert set(languages.names()) | {CODE} == set(phrases.LANGUAGES)


def test_it_is_chosen_from_the_list_and_spoken_from_then_on(talk: Talk) -> None:
    talk("""
        > language
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Which language?
        < 1 English
        < 2 Español
        < 3 EEngliish
        > 3
        < Froom noow oon wee wriitee iin EEngliish.
        > book dr lee
        < Freeee wiith Dr. Lee. Reeply wiith aa nuumbeer oor aanootheer daay:
        < 1 Mon 23 Nov, 9:30aam
        < 2 Mon 23 Nov, 1pm
        < 3 Tue 24 Nov, 9aam
        < 4 Tue 24 Nov, 1pm
        < 5 OOtheer tiimees
        > 2
        < Booookeed: Dr. Lee, Mon 23 Nov, 1pm. Coodee <A>. Too moovee iit teext M <A>, too caanceel X <A>.
        < Whaat naamee iis thee viisiit foor?
        > Ana
        < Thaank yoouu, Ana. Seeee yoouu: Dr. Lee, Mon 23 Nov, 1pm.
    """)


def test_a_clinic_may_begin_in_it(talk: Talk, clinic: Clinic) -> None:
    clinic.locale = CODE
    clinic.save()
    talk("""
        > book
        < Elm Street Clinic heeree. Wee teext yoouu aaboouut yoouur viisiits; reeply STOOP too eend.
        < Whiich dooctoor woouuld yoouu liikee too seeee?
        < 1 Dr. Lee
        < 2 Dr. Patel
        < 3 Dr. Osei
        < 4 AAny dooctoor
        > 2
        < Freeee wiith Dr. Patel. Reeply wiith aa nuumbeer oor aanootheer daay:
        < 1 Tue 24 Nov, 9aam
        < 2 Tue 24 Nov, 1pm
        < 3 Thu 26 Nov, 9aam
        < 4 Thu 26 Nov, 1pm
        < 5 OOtheer tiimees
        > 12:30
        < Freeee wiith Dr. Patel. Reeply wiith aa nuumbeer oor aanootheer daay:
        < 1 Tue 24 Nov, 12:30pm
        < 2 Thu 26 Nov, 12:30pm
        < 3 Tue 1 Dec, 12:30pm
        < 4 Thu 3 Dec, 12:30pm
        < 5 OOtheer tiimees
        > 1
        < Booookeed: Dr. Patel, Tue 24 Nov, 12:30pm. Coodee <A>. Too moovee iit teext M <A>, too caanceel X <A>.
        < Whaat naamee iis thee viisiit foor?
        > Ana
        < Thaank yoouu, Ana. Seeee yoouu: Dr. Patel, Tue 24 Nov, 12:30pm.
        @ Tue 24 Nov 10:30
        < Elm Street Clinic: Dr. Patel, Tue 24 Nov, 12:30pm. Reeply C too coonfiirm, M too moovee, X too caanceel (<A>).
        > late 10
        < Thaank yoouu, thee deesk knoows yoouu aaree aaboouut 10 miinuutees laatee: Dr. Patel, Tue 24 Nov, 12:30pm.
        > hablo español
        < Idioma: Español. Así le escribimos desde ahora.
    """)
