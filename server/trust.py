"""The page on plain HTTP that shows a phone how to trust this machine's certificate (`make start HTTPS=1`)."""

from __future__ import annotations

import io
import os
from urllib.parse import urlsplit

import segno
from flask import Flask, Response, abort, render_template, request, send_from_directory

from . import tls, web
from .app import STATIC
from .settings import read_settings

settings = read_settings()
app = Flask("server", static_folder=None)
app.config["SETTINGS"] = settings
web.install(app)
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_AUTHORITY = settings.data_dir / "tls" / "authority.crt"


def _secure_address() -> str:
    return f"https://{urlsplit(request.host_url).hostname}:{os.environ['XUNAN_TRUST_PORT']}/"


def _for_phones() -> str | None:
    """This page's address as a phone nearby reaches it; None when the server listens to this machine alone."""
    here = urlsplit(request.host_url)
    if here.hostname not in _LOOPBACK:
        return request.host_url
    outside = tls.names_of_this_machine(os.environ["XUNAN_TRUST_HOST"])[0]
    if outside in _LOOPBACK:
        return None
    return f"http://{f'[{outside}]' if ':' in outside else outside}:{here.port or 80}/"


@app.get("/")
def page() -> str:
    """What to do, for each kind of phone and computer."""
    return render_template(
        "trust.html",
        secure=_secure_address(),
        here=_for_phones(),
        fingerprint=tls.fingerprint(_AUTHORITY),
    )


@app.get("/authority.crt")
def authority() -> Response:
    """The certificate that a phone shall trust; the type makes phones offer to install it."""
    return Response(
        _AUTHORITY.read_bytes(),
        mimetype="application/x-x509-ca-cert",
        headers={"Content-Disposition": 'attachment; filename="xunan-authority.crt"'},
    )


@app.get("/here.svg")
def code() -> Response:
    """This page's address as a QR code, for the phone's camera."""
    address = _for_phones()
    if address is None:
        abort(404)
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", scale=8, border=2, light="white")
    return Response(out.getvalue(), mimetype="image/svg+xml")


@app.get("/site/<path:name>")
def site_file(name: str) -> Response:
    return send_from_directory(STATIC / "site", name)


@app.get("/healthz")
def healthz() -> dict[str, str]:
    """This process answers."""
    return {"status": "ok"}
