"""What the environment says, read once at start.

Everything that differs between a laptop, a district's small server and a province's cluster is here,
and nowhere else. A secret that is missing stops a production start and is named.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

#: What the tests run on; other databases are not tried.
_DATABASES = ("sqlite://", "postgresql://", "postgresql+psycopg://")


class SettingsError(Exception):
    """The environment is not fit to start with; the message says what to do."""


@dataclass(frozen=True)
class Settings:
    """One installation's settings; frozen, so that nobody changes them on the way."""

    #: Every byte of state lies under this folder (database, photos, keys), unless a URL points elsewhere.
    data_dir: Path
    database_url: str
    #: Keys the counters of failed sign-ins, so that they name nobody. Production refuses to start without one.
    secret_key: str
    #: A demo installation shows demo marks and accepts demo accounts; production refuses both.
    demo: bool
    time_zone: ZoneInfo
    #: How many reverse proxies stand in front and set X-Forwarded-*; 0 trusts none.
    proxies: int
    #: The session cookie is `Secure` when people come by HTTPS.
    https: bool
    #: Where people reach this server, for invitation links; empty means "as the request came".
    public_url: str

    @property
    def photos_dir(self) -> Path:
        return self.data_dir / "photos"

    @property
    def uploads_dir(self) -> Path:
        return self.data_dir / "uploads"


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; unknown variables are ignored.

    Raises SettingsError when a value cannot be understood.
    """
    data_dir = Path(environ.get("DATA_DIR", "var")).expanduser().resolve()
    try:
        proxies = int(environ.get("PROXIES", "0"))
    except ValueError as error:
        raise SettingsError("PROXIES must be a number: how many reverse proxies stand in front.") from error
    database_url = environ.get("DATABASE_URL") or f"sqlite:///{data_dir / 'xunan.db'}"
    if not database_url.startswith(_DATABASES):
        raise SettingsError(
            "DATABASE_URL cannot be understood. Write postgresql://user:password@host/name, or leave it out: "
            "then the database is a file in DATA_DIR."
        )
    zone = environ.get("TIME_ZONE", "Asia/Shanghai")
    try:
        time_zone = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SettingsError(
            f"TIME_ZONE={zone} is not known here. Write a name like Asia/Shanghai; on a machine that knows no zones "
            "at all: apt-get install tzdata."
        ) from error
    return Settings(
        data_dir=data_dir,
        database_url=database_url,
        secret_key=environ.get("SECRET_KEY", ""),
        demo=environ.get("XUNAN_DEMO", "") == "1",
        time_zone=time_zone,
        proxies=proxies,
        https=environ.get("HTTPS", "") == "1",
        public_url=environ.get("PUBLIC_URL", "").rstrip("/"),
    )
