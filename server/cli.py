"""`xunan`: the operator's command.

Commands say what they did in one or two sentences, and what to do when they could not. Heavy parts are imported
inside the command that needs them, so that `xunan --help` answers at once.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import orjson

from .problems import Problem
from .settings import Settings, SettingsError, read_settings

if TYPE_CHECKING:
    from flask import Flask

_HOST = click.option("--host", envvar="HOST", default="127.0.0.1", show_default=True, help="Address to listen on.")
_PORT = click.option("--port", envvar="PORT", default=8000, show_default=True, help="Port to listen on.")


class _Told(click.ClickException):
    """A refusal in a sentence, without a trace."""

    def format_message(self) -> str:
        return self.message


def _settings() -> Settings:
    try:
        return read_settings()
    except SettingsError as error:
        raise _Told(str(error)) from error


def _fit_settings() -> Settings:
    """Settings of an installation that may be worked with. Raises with a sentence when it may not."""
    from .readiness import NotFit, require_fit

    settings = _settings()
    try:
        require_fit(settings)
    except NotFit as error:
        raise _Told(str(error)) from error
    return settings


def _app() -> Flask:
    from .app import create_app

    return create_app(_fit_settings())


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Xun'an 巡安: workplace hazards found without signal, fixed, checked and closed."""
    from . import logs

    logs.configure(quiet=True)


@main.command()
@_HOST
@_PORT
@click.option("--workers", envvar="WORKERS", default=2, show_default=True, help="Processes.")
@click.option("--threads", envvar="THREADS", default=16, show_default=True, help="Threads in each.")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve this installation in the foreground (production)."""
    from .readiness import NotFit
    from .serving import gunicorn_words, require_free

    if _settings().demo:
        raise _Told(
            "XUNAN_DEMO=1 is set, and demo accounts have a password everybody knows. Unset it for a real "
            "installation, or use `make start` to look at the demo."
        )
    _fit_settings()
    try:
        require_free(host, port, other=f"xunan serve --port {port + 1}")
    except NotFit as error:
        raise _Told(str(error)) from error
    words = gunicorn_words(host, port, workers=workers, threads=threads)
    os.execv(words[0], words)  # noqa: S606 - the same process, so that a service manager sees gunicorn itself


@main.command()
@_HOST
@_PORT
@click.option("--https-port", envvar="HTTPS_PORT", default=8443, show_default=True, help="Port for HTTPS=1.")
def start(host: str, port: int, https_port: int) -> None:
    """Set up and serve the demo on this machine: server and worker together (what `make start` runs)."""
    from .readiness import NotFit
    from .revisions import CannotMigrate
    from .serving import start as start_all

    if _settings().https and "HOST" not in os.environ:
        host = "0.0.0.0"  # noqa: S104 - HTTPS=1 is for phones nearby
    try:
        sys.exit(start_all(host, port, https_port))
    except (NotFit, CannotMigrate) as error:
        raise _Told(str(error)) from error


@main.command()
@click.option("--once", is_flag=True, help="Every job one time, then stop.")
def worker(once: bool) -> None:
    """Do what must happen without anybody asking: expired uploads, closed hazards, old sessions."""
    from . import logs
    from .worker import run_forever, run_once

    logs.configure()
    app = _app()
    if not once:
        run_forever(app)
        return
    failed = run_once(app)
    if failed:
        raise _Told(f"These jobs failed and are tried again at their next turn: {', '.join(failed)}. See the log.")
    click.echo("Every job is done.")


@main.group()
def migrate() -> None:
    """Bring the database to another revision of the schema."""


@migrate.command("upgrade")
@click.argument("revision", default="head")
def migrate_upgrade(revision: str) -> None:
    """Bring the database up to REVISION (the newest), and the official checklists with it."""
    from . import revisions
    from .readiness import NotFit

    settings = _settings()
    try:
        if revision == "head":
            from .founding import bring_up_to_date

            bring_up_to_date(settings)
        else:
            revisions.upgrade(settings.database_url, revision)
    except (NotFit, revisions.CannotMigrate) as error:
        raise _Told(str(error)) from error
    click.echo(f"The database is at {revision if revision != 'head' else revisions.newest()}.")


@migrate.command("downgrade")
@click.argument("revision")
@click.confirmation_option(
    prompt="What the older schema cannot hold is dropped for ever. Is there a fresh backup? 有刚做的备份吗？"
)
def migrate_downgrade(revision: str) -> None:
    """Bring the database down to REVISION; what the older schema cannot hold is dropped. Back up first."""
    from . import revisions

    try:
        revisions.downgrade(_settings().database_url, revision)
    except revisions.CannotMigrate as error:
        raise _Told(str(error)) from error
    click.echo(f"The database is at {revision}.")


@main.group()
def admin() -> None:
    """The first administrator; everybody else is invited by somebody."""


@admin.command("create")
@click.option("--login", prompt="Login 登录名")
@click.option("--name", prompt="Name 姓名")
@click.option(
    "--password", envvar="XUNAN_ADMIN_PASSWORD", prompt="Password 密码", hide_input=True, confirmation_prompt=True
)
def admin_create(login: str, name: str, password: str) -> None:
    """Make the first administrator, who looks after the whole installation."""
    from .db import db, writing
    from .people.operations import create_first_admin

    with _app().app_context():
        try:
            with writing():
                create_first_admin(login, name, password)
        except Problem as trouble:
            raise _Told(_in_words(trouble)) from trouble
        finally:
            db.session.remove()
    click.echo(f"{name} ({login}) is the administrator. Sign in and invite the others.")


@main.command("import")
@click.argument("what", type=click.Choice(["enterprises", "people"]))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--by", "login", required=True, help="Login of the administrator in whose name it is done.")
@click.option("--take", is_flag=True, help="Take the good rows; without it, only show what would happen.")
def import_(what: str, file: Path, login: str, take: bool) -> None:
    """Take enterprises or people from an Excel or CSV FILE; every bad row is told with line and reason."""
    from .bulk import bring_in

    with _app().app_context():
        try:
            told = bring_in(what, file, login=login, take=take)
        except Problem as trouble:
            raise _Told(_in_words(trouble)) from trouble
    for line in told:
        click.echo(line)


@main.command()
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
def backup(target: Path) -> None:
    """Write database and photos to one file, TARGET, while people work."""
    from .backup import CannotBackUp, back_up

    try:
        manifest = back_up(_settings(), target.resolve())
    except CannotBackUp as error:
        raise _Told(str(error)) from error
    except OSError as error:
        raise _Told(f"Not done, {error.strerror}: {error.filename or 'a file'}. Nothing was put in place.") from error
    size = sum(file["size"] for file in manifest["files"].values())
    click.echo(f"{target}: database and {len(manifest['files']) - 1} photo files, {size / 1e6:.1f} MB.")


@main.command()
@click.argument("source", type=click.Path(exists=True, path_type=Path, dir_okay=False))
def restore(source: Path) -> None:
    """Bring a backup back into an empty DATA_DIR; phones send again what came after it."""
    from . import revisions
    from .backup import CannotBackUp
    from .backup import restore as bring_back

    try:
        manifest = bring_back(_settings(), source)
    except CannotBackUp as error:
        raise _Told(str(error)) from error
    except OSError as error:
        raise _Told(f"Not done, {error.strerror}: {error.filename or 'a file'}. Nothing was put in place.") from error
    click.echo(f"Restored the state of {manifest['made_at']}: {len(manifest['files']) - 1} photo files, history whole.")
    if manifest["revision"] != revisions.newest():
        click.echo("The backup is from an older version: run `xunan migrate upgrade` before serving.")


@main.group()
def audit() -> None:
    """The history, chained by hash."""


@audit.command("verify")
def audit_verify() -> None:
    """Walk the whole history; exit with 1 and say where when it does not hold."""
    from .db import db, one_snapshot
    from .sync import history

    with _app().app_context():
        with one_snapshot() as connection:
            lines, head, broken = history.verify(connection)
        db.session.remove()
    for each in broken:
        click.echo(f"line {each.n}: {each.reason}")
    click.echo(f"{lines} lines, head {head}: {'NOT WHOLE' if broken else 'whole'}")
    if broken:
        sys.exit(1)


@main.group()
def demo() -> None:
    """The demo district."""


@demo.command("load")
def demo_load() -> None:
    """Fill an empty demo installation (XUNAN_DEMO=1) with a district, enterprises, people and hazards."""
    from .demo.load import CannotLoad, load

    settings = _settings()
    if not settings.demo:
        raise _Told("The demo is loaded only into a demo installation: set XUNAN_DEMO=1 (make start does).")
    with _app().app_context():
        try:
            told = load()
        except CannotLoad as error:
            raise _Told(str(error)) from error
    click.echo(told)


@main.group(invoke_without_command=True)
@click.pass_context
def openapi(context: click.Context) -> None:
    """Print the OpenAPI document of this version."""
    if context.invoked_subcommand is None:
        click.echo(_openapi(), nl=False)


@openapi.command("check")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), default=Path("docs/openapi.json"))
def openapi_check(file: Path) -> None:
    """Exit with 1 when FILE is not the document of this version."""
    if not file.exists() or file.read_text() != _openapi():
        raise _Told(f"{file} is not current: make docs")
    click.echo(f"{file} is current.")


def _openapi() -> str:
    """The document as text that does not change by itself; needs no database."""
    from zoneinfo import ZoneInfo

    from .app import create_app
    from .web import Api

    nowhere = Settings(
        data_dir=Path(os.environ.get("TMPDIR", "/tmp")), database_url="sqlite://", secret_key="none", demo=False,  # noqa: S106, S108
        time_zone=ZoneInfo("Asia/Shanghai"), proxies=0, https=False, public_url="",
    )  # fmt: skip
    app = create_app(nowhere)
    api: Api = app.extensions["flask-smorest"]["apis"][""]["ext_obj"]
    api.write_down()
    document: Any = api.spec.to_dict() if api.spec else {}
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS).decode() + "\n"


def _in_words(trouble: Problem) -> str:
    told = trouble.document("en")
    errors = told.get("errors")
    fields = f" ({', '.join(errors)})" if errors else ""
    return f"{told['title']}: {told['detail']}{fields}"


if __name__ == "__main__":
    main()
