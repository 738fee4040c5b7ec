"""flask clinic: the clinic as one file, checked, loaded and written (O2).

A load shows the booked visits that it touches first, and asks what becomes of them (B16).
"""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from bot.desk import file as desk_file
from bot.desk.file import Loaded
from bot.desk.hours import ANSWERS, Answers
from handlers.commands.shared import FILE, count, of_clinic, the_clinic, with_tables
from store import clinic_file, clock
from store.audit import OPERATOR
from store.errors import VisitsHit
from store.misfits import Misfit
from store.models import Appointment, local

clinic_commands = AppGroup("clinic", help="A clinic's doctors, services, hours and staff, as one file.")


@clinic_commands.command("check")
@click.argument("file", type=FILE)
def check_clinic(file: Path) -> None:
    """Say what is wrong with FILE, line by line; change nothing."""
    text = text_of(file)
    problems = clinic_file.check(text)
    wrong = sum(not problem.warning for problem in problems)
    for problem in problems if wrong else (*problems, *clinic_file.warnings(text)):
        click.echo(str(problem))
    if wrong:
        click.echo(f"{file}: {count(wrong, 'error')}", err=True)
        raise click.exceptions.Exit(1)
    click.echo(f"{file} is fine", err=True)


@clinic_commands.command("export")
@click.argument("file", type=FILE, required=False)
@of_clinic
@with_tables
def export_clinic(file: Path | None, slug: str | None) -> None:
    """Write the clinic as a file: FILE, or the terminal. Loading it changes nothing."""
    text = clinic_file.written(the_clinic(slug))
    if file is None:
        click.echo(text, nl=False)
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}") from error


def text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise click.ClickException(f"{file} is not saved as UTF-8 (see line {line})") from error


# --- load -------------------------------------------------------------------------------------------------------------

WHY = {
    "doctor": "the doctor leaves", "hours": "outside the doctor's hours", "kind": "not that kind of visit any more",
    "seats": "fewer seats", "giver": "the doctor does not give that service any more",
    "length": "the service has another length",
}  # fmt: skip


@clinic_commands.command("load")
@click.argument("file", type=FILE)
@click.option("--preview", is_flag=True, help="Change nothing; say what would change, and which visits it touches.")
@click.option(
    "--visits", "then", type=click.Choice(("ask", *ANSWERS)),
    help="What becomes of booked visits that no longer fit; ask at a terminal, else keep.",
)  # fmt: skip
@with_tables
def load_clinic(file: Path, then: str | None, preview: bool) -> None:
    """Load FILE, again and again: only what has changed in it is changed."""
    text, chosen = text_of(file), then or ("ask" if sys.stdin.isatty() else "keep")
    then, each = None if chosen == "ask" else chosen, dict[str, str]()
    while True:
        try:
            _tell(desk_file.load(text, Answers(each, then, preview), actor=OPERATOR, now=clock.now()))
            return
        except VisitsHit as hit:  # once more where one was booked while the others were asked about
            for misfit in hit.facts["touched"]:
                if misfit.visit.reference not in each:
                    each[misfit.visit.reference] = _asked(misfit)


def _asked(misfit: Misfit) -> str:
    click.echo(f"{_visit(misfit.visit)}: {WHY[misfit.why]}")
    answer: str = click.prompt("  What shall become of it?", type=click.Choice(ANSWERS), default="keep")
    return answer


def _tell(done: Loaded) -> None:
    changes, outcome = done.changes, done.outcome
    for line in [*map(str, changes.warnings), *map(str, changes.made), *changes.notes]:
        click.echo(line)
    for old, new in outcome.moved:
        click.echo(
            f"moved {_visit(old)} to {local(changes.clinic, new.starts_at):%a %d %b %Y %H:%M}, {new.doctor.name}"
        )
    for visit in outcome.cancelled:
        click.echo(f"cancelled {_visit(visit)}")
    for visit in outcome.to_call:
        click.echo(f"call the patient of {visit.reference}: no text reaches them")
    gone = {visit.id for visit in (*(old for old, _ in outcome.moved), *outcome.cancelled)}
    left = [misfit for misfit in changes.misfits if misfit.visit.id not in gone]
    if left:
        what = "do not fit any more and are kept" if outcome.applied else "would not fit any more"
        click.echo(f"{count(len(left), 'upcoming visit')} {what}:")
    for misfit in left:
        click.echo(f"  {_visit(misfit.visit)}: {WHY[misfit.why]}")
    made = count(len(changes.made), "change") if changes.made else "nothing to change"
    click.echo(f"{changes.clinic.name}: {made}{'' if outcome.applied else '; a preview, nothing was changed'}")


def _visit(visit: Appointment) -> str:
    return f"{visit.reference} {_when(visit)} {visit.doctor.name}"


def _when(visit: Appointment) -> str:
    return f"{local(visit.clinic, visit.starts_at):%a %d %b %Y %H:%M}"
