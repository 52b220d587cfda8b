"""The doors of signing in, of one's own account, and of one-time links."""

from __future__ import annotations

from typing import Any

from flask import after_this_request, current_app, request
from flask.wrappers import Response
from sqlalchemy import select

from .. import clock
from ..db import db, writing
from ..settings import Settings
from ..sync.models import Clock
from ..sync.upcast import MIN_SCHEMA, SCHEMA
from ..web import Blueprint, caller, open_door
from . import access, operations, schemas, shapes
from .sessions import COOKIE, COOKIE_DAYS

session = Blueprint("session", "session", url_prefix="", description="Signing in, and one's own account")

Json = dict[str, Any]


def _settings() -> Settings:
    return current_app.config["SETTINGS"]


# --- signing in -----------------------------------------------------------------------------------


@session.post("/session")
@session.arguments(schemas.SignIn)
@session.response(200, schemas.SignedInAnswer)
@open_door
def sign_in(said: Json) -> Json:
    """Sign in on a device; only failures count against the limit on guessing."""
    settings = _settings()
    signed_in = access.sign_in(
        said["login"],
        said["password"],
        device_id=str(said["device"]["id"]),
        device_name=said["device"]["name"],
        address=request.remote_addr,
        secret=settings.secret_key,
        demo=settings.demo,
    )
    _set_cookie(signed_in.token)
    return {
        "token": signed_in.token,
        "user": shapes.user_shape(signed_in.account),
        "device": {"id": signed_in.device.id, "name": signed_in.device.name},
        "schema": SCHEMA,
        "min_schema": MIN_SCHEMA,
        "epoch": db.session.execute(select(Clock.epoch)).scalar_one(),
        "server_time": clock.stamp(),
    }


@session.delete("/session")
@session.response(204)
def sign_out() -> str:
    """End this session; what waits on the phone stays there."""
    by = caller()
    with writing():
        access.sign_out(by.session_id)

    @after_this_request
    def forget(response: Response) -> Response:
        response.delete_cookie(COOKIE, path="/", httponly=True, samesite="Lax", secure=_settings().https)
        return response

    return ""


def _set_cookie(token: str) -> None:
    @after_this_request
    def remember(response: Response) -> Response:
        response.set_cookie(
            COOKIE,
            token,
            max_age=COOKIE_DAYS * 24 * 3600,
            path="/",
            httponly=True,
            samesite="Lax",
            secure=_settings().https,
        )
        return response


# --- one's own account ----------------------------------------------------------------------------


@session.get("/me")
@session.response(200, schemas.MeAnswer)
def me() -> Json:
    """Who is asking, with posts and scope."""
    return shapes.me_shape(caller(), demo=_settings().demo)


@session.patch("/me")
@session.arguments(schemas.MyChange)
@session.response(200, schemas.MeAnswer)
def change_me(said: Json) -> Json:
    """Change one's language or name."""
    by = caller()
    with writing():
        operations.change_own(by.user_id, **said)
    return shapes.me_shape(by, demo=_settings().demo)


@session.post("/me/password")
@session.arguments(schemas.PasswordChange)
@session.response(204)
def change_password(said: Json) -> str:
    """Set one's own password; other sessions end."""
    access.change_password(caller(), old=said["old"], new=said["new"], secret=_settings().secret_key)
    return ""


@session.get("/me/devices")
@session.response(200, schemas.DeviceList)
def my_devices() -> Json:
    """One's own devices, the latest first."""
    by = caller()
    return {"items": [shapes.device_shape(device, by) for device in access.devices_of(by.user_id)]}


@session.post("/me/devices/<uuid:device_id>/revoke")
@session.arguments(schemas.Revocation)
@session.response(200, schemas.DeviceAnswer)
def revoke_device(said: Json, device_id: object) -> Json:
    """Take one of one's own devices out of use."""
    by = caller()
    with writing():
        device = access.revoke_device(str(device_id), by=by, stolen=said["stolen"])
        return shapes.device_shape(device, by)


@session.get("/me/sessions")
@session.response(200, schemas.SessionList)
def my_sessions() -> Json:
    """Where one is signed in."""
    by = caller()
    return {"items": [shapes.session_shape(*each, by) for each in access.sessions_of(by.user_id)]}


@session.delete("/me/sessions/<uuid:session_id>")
@session.response(204)
def revoke_session(session_id: object) -> str:
    """Sign out elsewhere."""
    with writing():
        access.revoke_session(str(session_id), by=caller())
    return ""


# --- links ----------------------------------------------------------------------------------------


@session.get("/invitations/<string:token>")
@session.response(200, schemas.InvitationAnswer)
@open_door
def invitation(token: str) -> Json:
    """Whom an invitation is for."""
    link, account = operations.open_link(operations.INVITATION, token)
    today = clock.today()
    posts = [post for post in account.posts if not post.is_over(today)]
    return {
        "name": account.name,
        "login": account.login,
        "posts": shapes.posts_shape(posts),
        "expires_at": link.expires_at,
    }


@session.post("/invitations/accept")
@session.arguments(schemas.Acceptance)
@session.response(200, schemas.LoginAnswer)
@open_door
def accept_invitation(said: Json) -> Json:
    """Choose a login and password; then sign in."""
    with writing():
        account = operations.accept_invitation(**said)
        return {"login": account.login, "name": account.name}


@session.get("/resets/<string:token>")
@session.response(200, schemas.ResetAnswer)
@open_door
def reset(token: str) -> Json:
    """Whose password a link resets."""
    link, account = operations.open_link(operations.RESET, token)
    return {"name": account.name, "login": account.login, "expires_at": link.expires_at}


@session.post("/resets/<string:token>")
@session.arguments(schemas.NewPassword)
@session.response(200, schemas.LoginAnswer)
@open_door
def reset_password(said: Json, token: str) -> Json:
    """Set a new password by link; then sign in."""
    with writing():
        account = operations.reset_password(token, password=said["password"])
        return {"login": account.login, "name": account.name}
