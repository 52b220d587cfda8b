"""The page on plain HTTP that shows a phone how to trust this machine's certificate (`make start HTTPS=1`)."""

from __future__ import annotations

import os

import segno
from flask import Flask, Response, render_template, request, send_from_directory

from . import certificates, web
from .app import STATIC
from .settings import read_settings

settings = read_settings()
app = Flask("server", static_folder=None)
app.config["SETTINGS"] = settings
web.install(app)
_AUTHORITY = settings.data_dir / "tls" / "authority.crt"


def _secure_address() -> str:
    host = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    return f"https://{host}:{os.environ['XUNAN_TRUST_PORT']}/"


@app.get("/")
def page() -> str:
    """What to do, for each kind of phone and computer."""
    return render_template(
        "trust.html",
        secure=_secure_address(),
        here=request.host_url,
        fingerprint=certificates.fingerprint(_AUTHORITY),
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
    made = segno.make(request.host_url, error="m")
    return Response(made.svg_inline(scale=8, border=2, xmldecl=True, svgns=True), mimetype="image/svg+xml")


@app.get("/site/<path:name>")
def site_file(name: str) -> Response:
    return send_from_directory(STATIC / "site", name)


@app.get("/healthz")
def healthz() -> dict[str, str]:
    """This process answers."""
    return {"status": "ok"}
