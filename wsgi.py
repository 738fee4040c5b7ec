"""The web application: configuration, database, routes, commands; nothing else."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import click
from flask import Flask, g, request
from werkzeug.middleware.proxy_fix import ProxyFix

import config
import jobs
from handlers import (
    board,
    calendar,
    commands,
    feeds,
    health,
    limits,
    logs,
    mail_stop,
    staff,
    webhooks,
)
from jobs import queue
from jobs.start import start
from store import database

# These open a connection for themselves, because they have an answer without one too.
WITHOUT_DATABASE = ("webhooks", "health", "carrier")


def create_app(environ: Mapping[str, str] | None = None) -> Flask:
    """The application for this environment (default: the process's own).

    Raises config.ConfigError for an `environ` that was given; the process's own ends the program with one line.
    """
    try:
        settings = config.load(environ)
    except config.ConfigError as error:
        if environ is not None:
            raise
        print(f"frontdesk: {error}", file=sys.stderr)  # noqa: T201
        raise SystemExit(1) from None
    start(settings)
    app = logs.App("frontdesk", static_folder=None)
    app.config.update(
        FRONTDESK=settings,
        FRONTDESK_ENV=settings.env,
        SECRET_KEY=settings.secret_key,
        TESTING=settings.env == "test",
    )
    if settings.trusted_proxies:  # so that the audit shows who asked, and not the proxy
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.trusted_proxies)  # type: ignore[method-assign]
    app.extensions["queue_waiting"] = queue.waiting
    limits.apply(app)
    _connect_each_request(app)
    app.register_blueprint(webhooks.blueprint)
    app.register_blueprint(health.blueprint)
    app.register_blueprint(calendar.blueprint)
    app.register_blueprint(feeds.blueprint)
    app.register_blueprint(mail_stop.blueprint)
    app.register_blueprint(staff.staff_blueprint())
    app.register_blueprint(board.blueprint())
    app.cli.add_command(tick)
    commands.register(app)
    if settings.development:
        from handlers.phone import controls

        controls.mount(app, settings, jobs.tick)
    return app


@click.command()
def tick() -> None:
    """Do everything that is due now, once, on this process."""
    for kind, count in jobs.tick().items():
        click.echo(f"{kind}: {count}")


def _connect_each_request(app: Flask) -> None:
    @app.before_request
    def open_database() -> None:
        if request.blueprint not in WITHOUT_DATABASE:
            g.opened = database.database.connect(reuse_if_open=True)

    @app.teardown_request
    def close_database(_: BaseException | None) -> None:
        if g.pop("opened", False) and not database.database.is_closed():
            database.database.close()
