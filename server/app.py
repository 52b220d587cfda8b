"""create_app(): the one place that knows all parts; it reads as a table of contents."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from . import clock, site, web
from .certificates.api import ledgers
from .certificates.collection import CertificateCollection
from .checklists.api import checklist_files
from .db import db, engine_options
from .draws.api import draws, interests
from .hazards.api import hazards
from .hazards.collection import CommentCollection, HazardCollection
from .notices.collection import NoticeCollection
from .papers.api import papers
from .people.administration import people
from .people.api import session
from .people.sessions import COOKIE, identify
from .phones.api import phones
from .photos.api import photos, uploads
from .photos.collection import PhotoCollection
from .places import moves
from .places.api import areas, enterprises
from .places.checklist_api import checklists
from .places.collection import AreaCollection, ChecklistCollection, EnterpriseCollection
from .plans.api import plans
from .plans.collection import PlanCollection
from .plans.guests import let_in
from .quizzes.api import quizzes
from .quizzes.collection import QuizCollection, QuizQuestionCollection
from .settings import Settings, read_settings
from .sync.api import sync
from .sync.collections import register
from .sync.conflicts import ConflictCollection
from .sync.contributions import ContributionCollection
from .walkthroughs.collection import AnswerCollection, WalkthroughCollection
from .web import Api

_ABOUT_THE_API = {
    "info": {
        "description": "Hazards at workplaces, from found to closed. Phones speak `/sync` and `/uploads`; everything "
        "else is for whoever is online. Errors are RFC 9457 documents with a stable `code`; `detail` is in Chinese, "
        "or in English where `Accept-Language` or the account says so.",
    },
    "servers": [{"url": "/", "description": "This installation"}],
    "components": {
        "securitySchemes": {
            "token": {"type": "http", "scheme": "bearer", "description": "The `token` that `POST /session` tells once"},
            "cookie": {
                "type": "apiKey", "in": "cookie", "name": COOKIE,
                "description": "Set by `POST /session`; with it unsafe requests must carry `X-Xunan: 1`",
            },
        }
    },
}  # fmt: skip
STATIC = Path(__file__).resolve().parent.parent / "static"


def create_app(settings: Settings | None = None) -> Flask:
    """The whole application for one installation's settings."""
    settings = settings or read_settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    app = Flask("server", static_folder=None)
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        MAX_CONTENT_LENGTH=24 * 1024 * 1024,
        API_TITLE="Xun'an 巡安",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        API_SPEC_OPTIONS=_ABOUT_THE_API,
    )
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies)  # type: ignore[method-assign]
    clock.use_zone(settings.time_zone)
    db.init_app(app)
    web.install(app)
    web.identify_with(identify)

    for collection in (
        AreaCollection(),
        EnterpriseCollection(),
        ChecklistCollection(),
        HazardCollection(),
        PlanCollection(),
        WalkthroughCollection(),
        AnswerCollection(),
        QuizQuestionCollection(),
        QuizCollection(),
        CertificateCollection(),
        PhotoCollection(),
        CommentCollection(),
        ConflictCollection(),
        ContributionCollection(),
        NoticeCollection(),
    ):
        register(collection)
    moves.follow(let_in)

    api = Api(app)
    of_places = (areas, enterprises, checklist_files, checklists, ledgers)
    of_visits = (draws, interests, quizzes)
    doors = (site.about, session, people, *of_places, hazards, plans, *of_visits, papers, photos, uploads, sync, phones)
    for blueprint in doors:
        api.register_blueprint(blueprint, url_prefix=f"/api/v1{blueprint.url_prefix or ''}")
    site.install(app, STATIC)
    return app
