"""How this installation is served: gunicorn in front, the worker beside it, all in one process group.

`gunicorn_words` is what production runs. `start` is what `make start` runs on a laptop: it also makes the secret
key, brings the database up to date and loads the demo district the first time.
"""

from __future__ import annotations

import ctypes
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import click
from sqlalchemy import create_engine, text

from .db import engine_options
from .founding import bring_up_to_date
from .readiness import NotFit, make_data_dir
from .settings import Settings, read_settings
from .tls import Files, names_of_this_machine, prepare

#: Slow phones hold a connection for minutes; threads let others pass.
WORKERS, THREADS = 2, 16


def gunicorn_words(
    host: str, port: int, *, app: str = "server.wsgi:app", workers: int = WORKERS, threads: int = THREADS,
    tls: Files | None = None,
) -> list[str]:  # fmt: skip
    """The command that serves `app`; no access log, since addresses of people are personal data."""
    words = [
        sys.executable, "-m", "gunicorn", app, "--bind", f"{_bracketed(host)}:{port}",
        "--worker-class", "gthread", "--workers", str(workers), "--threads", str(threads),
        "--timeout", "120", "--graceful-timeout", "20", "--keep-alive", "15",
        "--no-control-socket", "--log-level", "warning",
    ]  # fmt: skip
    if Path("/dev/shm").is_dir() and os.access("/dev/shm", os.W_OK):  # noqa: S108 - a heartbeat, not data
        words += ["--worker-tmp-dir", "/dev/shm"]  # noqa: S108
    if tls:
        words += ["--certfile", str(tls.certificate), "--keyfile", str(tls.key)]
    return words


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def keep_secret_key(data_dir: Path) -> str:
    """The secret key of a laptop's installation: made once, kept in DATA_DIR, readable by its owner only."""
    path = data_dir / "secret_key"
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        kept = path.read_text().strip()
        if kept:
            return kept
        number = os.open(path, os.O_WRONLY | os.O_TRUNC)
    with os.fdopen(number, "w") as file:
        made = secrets.token_urlsafe(48)
        file.write(made + "\n")
        file.flush()
        os.fsync(file.fileno())
    return made


def die_with(parent: int) -> Callable[[], None]:
    """For a child, between fork and exec: go when `parent` goes, even when that one was killed (Linux)."""

    def ask() -> None:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
            if os.getppid() != parent:
                os._exit(1)

    return ask


def require_free(host: str, port: int, *, other: str, patience: float = 5.0) -> None:
    """Wait a moment for a server that is just stopping; raises NotFit when somebody else listens there.

    `other` is the command that would listen elsewhere.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    until = time.monotonic() + patience
    while True:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                if time.monotonic() < until:
                    time.sleep(0.2)
                    continue
                raise NotFit(
                    f"Cannot listen on {host}:{port} ({error.strerror}). Choose another port: {other}"
                ) from error
            return


def start(host: str, port: int, https_port: int) -> int:
    """Serve a laptop's installation in the foreground until it is told to stop; returns the exit code."""
    if sys.platform == "linux":  # when `make` is killed, this goes too, and the port is free again
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
    data_dir = make_data_dir(read_settings())
    os.environ.setdefault("SECRET_KEY", keep_secret_key(data_dir))
    os.environ["XUNAN_DEMO"] = "1"
    settings = read_settings()
    ports = [port, https_port] if settings.https else [port]
    for each in ports:
        require_free(host, each, other=f"make start PORT={port + 1}")
    bring_up_to_date(settings)
    if _is_empty(settings):
        click.echo("Loading the demo district 正在装入演示数据 …")
        subprocess.run([sys.executable, "-m", "server.cli", "demo", "load"], check=True)

    commands: list[list[str]] = [[sys.executable, "-m", "server.cli", "worker"]]
    address = f"http://{_shown(host)}:{port}"
    if settings.https:
        names = names_of_this_machine(host)
        tls = prepare(data_dir / "tls", names)
        os.environ["XUNAN_TRUST_PORT"] = str(https_port)
        os.environ["XUNAN_TRUST_HOST"] = host
        commands.append(gunicorn_words(host, port, app="server.trust:app", workers=1, threads=4))
        commands.append(gunicorn_words(host, https_port, tls=tls))
    else:
        commands.append(gunicorn_words(host, port))
    children = [subprocess.Popen(words, preexec_fn=die_with(os.getpid())) for words in commands]
    return _look_after(children, lambda: _say_where(address, settings, host, https_port), f"{address}/healthz")


def _is_empty(settings: Settings) -> bool:
    engine = create_engine(settings.database_url, **engine_options(settings.database_url))
    try:
        with engine.connect() as connection:
            return connection.execute(text("SELECT 1 FROM accounts LIMIT 1")).first() is None
    finally:
        engine.dispose()


def _shown(host: str) -> str:
    """An address that a browser on this machine can open."""
    return "127.0.0.1" if host in {"0.0.0.0", "::"} else _bracketed(host)  # noqa: S104 - compared, not bound


def _say_where(address: str, settings: Settings, host: str, https_port: int) -> None:
    from .demo.people import LOGINS, PASSWORD

    click.echo("\n巡安 Xun'an 演示 demo")
    if settings.https:
        names = names_of_this_machine(host)
        port = address.rsplit(":", 1)[1]
        click.echo(f"  先打开 first open   http://{_bracketed(names[0])}:{port}  （信任证书 trust its certificate）")
        for name in names:
            click.echo(f"  再打开 then open    https://{_bracketed(name)}:{https_port}")
    else:
        click.echo(f"  {address}")
    click.echo(f"  密码 password: {PASSWORD}")
    for login, who in LOGINS.items():
        click.echo(f"    {login:<12}{who}")
    click.echo(f"  数据 data: {settings.data_dir}   停止 stop: Ctrl+C\n")


def _look_after(children: Sequence[subprocess.Popen[bytes]], when_ready: Callable[[], None], health: str) -> int:
    """Wait for the children; when one goes, or somebody says stop, all go."""
    asked: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: asked.append(number))
    signal.signal(signal.SIGINT, lambda number, _: asked.append(number))
    ready, started = False, time.monotonic()
    while not asked and all(child.poll() is None for child in children):
        if not ready and _answers(health):
            ready = True
            when_ready()
        if not ready and time.monotonic() - started > 120:
            click.echo("The server did not answer within two minutes; see the messages above.", err=True)
            break
        time.sleep(1.0 if ready else 0.2)
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(timeout=25)
        except subprocess.TimeoutExpired:
            child.kill()
    return 0 if asked else 1


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=1) as answer:  # noqa: S310 - always our own http address
            return answer.status == 200
    except (URLError, OSError):
        return False
