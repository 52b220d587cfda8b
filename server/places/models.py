"""The tables of places: areas as a tree, the enterprises in them, checklists, and lists that came in from Excel.

Ids are references as they travel; that they lead somewhere, the verbs make sure under the clock's lock.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Float, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Id, db
from ..sync.models import Json, Synced


class Area(Synced, db.Model):
    """A place that somebody looks after: a district, a town, an industrial park, a grid of some streets."""

    __tablename__ = "areas"

    #: Division code: 6 digits a county, 9 a town, 12 a village; parks and grids have codes of our own (`350304-P01`).
    code: Mapped[str] = mapped_column(String(24), unique=True)
    name: Mapped[str] = mapped_column(String(80), index=True)
    #: The area this one lies in; null for the topmost.
    parent: Mapped[str | None] = mapped_column(Id, index=True)
    #: One of taxonomy.LEVELS.
    level: Mapped[str] = mapped_column(String(10))
    #: Still in use. A code that was given up stays, since the past hangs on it.
    valid: Mapped[bool] = mapped_column(Boolean, default=True)


class Enterprise(Synced, db.Model):
    """A place of work and what is known about it."""

    __tablename__ = "enterprises"
    __table_args__ = (Index("ix_enterprises_name_id", "name", "id"),)

    name: Mapped[str] = mapped_column(String(120))
    #: Unified social credit code, 18 characters; small workshops often have none.
    uscc: Mapped[str | None] = mapped_column(String(18), index=True)
    area_id: Mapped[str] = mapped_column(Id, index=True)
    #: One of taxonomy.SECTORS; null outside the eight sectors (a street-front shop, a school).
    sector: Mapped[str | None] = mapped_column(String(20))
    #: Code of taxonomy.TRAITS → value; a code that is absent is not known.
    traits: Mapped[dict[str, Any] | None] = mapped_column(Json)
    #: Risk of the enterprise (red to blue), never the severity of a hazard.
    risk_grade: Mapped[str | None] = mapped_column(String(10))
    #: The day of that grade, `YYYY-MM-DD`.
    risk_graded_on: Mapped[str | None] = mapped_column(String(10))
    #: WGS 84 degrees.
    lat: Mapped[float | None] = mapped_column(Float)
    lon: Mapped[float | None] = mapped_column(Float)
    #: On whose premises it works (厂中厂).
    host_enterprise_id: Mapped[str | None] = mapped_column(Id, index=True)
    #: `open`, `stopped`, `closed`.
    state: Mapped[str] = mapped_column(String(10), default="open")
    address: Mapped[str | None] = mapped_column(String(200))
    #: {"name", "phone"} of the person in charge (主要负责人).
    principal: Mapped[dict[str, Any] | None] = mapped_column(Json)
    #: {"name", "phone"} of whoever really controls it (实际控制人), if somebody else.
    actual_controller: Mapped[dict[str, Any] | None] = mapped_column(Json)
    staff_count: Mapped[int | None] = mapped_column(Integer)
    #: Ids of people whom a plan sends here from elsewhere; kept by the plans, sorted.
    guests: Mapped[list[str] | None] = mapped_column(Json)


class Checklist(Synced, db.Model):
    """Questions to ask at an enterprise. Its `version` on the wire is the record's own."""

    __tablename__ = "checklists"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    title_en: Mapped[str | None] = mapped_column(String(200))
    #: [{"title", "title_en", "shown_if", "items": [{"code", "question", …}]}]
    sections: Mapped[list[Any]] = mapped_column(Json)
    #: Codes of the sectors it is meant for; empty for all.
    sectors: Mapped[list[Any] | None] = mapped_column(Json)
    #: Attributes of the enterprises it is meant for, any of them: code → value, or values of which one; empty for all.
    traits: Mapped[dict[str, Any] | None] = mapped_column(Json)
    #: How sure the text is and where it comes from, in words: {"zh", "en"}.
    note: Mapped[dict[str, Any] | None] = mapped_column(Json)
    #: `draft` (never in use, and nobody's phone has it), `in_use`, `retired`.
    state: Mapped[str] = mapped_column(String(10), default="in_use")


class ChecklistEdition(db.Model):
    """The questions of a checklist since one of its versions: whoever began with them goes on with them."""

    __tablename__ = "checklist_editions"

    checklist_id: Mapped[str] = mapped_column(Id, primary_key=True)
    #: The checklist's version from which on they were asked like this.
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    sections: Mapped[list[Any]] = mapped_column(Json)


class ChecklistDraft(db.Model):
    """The next edition of a checklist while it is being written. Not synced: no phone ever hears of it."""

    __tablename__ = "checklist_drafts"

    checklist_id: Mapped[str] = mapped_column(Id, primary_key=True)
    #: How often it was saved.
    version: Mapped[int] = mapped_column(Integer)
    #: {"title", "title_en", "sections", "sectors", "traits"}; it may have faults.
    content: Mapped[dict[str, Any]] = mapped_column(Json)
    #: {"id", "name"}
    saved_by: Mapped[dict[str, Any]] = mapped_column(Json)
    saved_at: Mapped[datetime]


class ChecklistPicture(db.Model):
    """An example picture that lies in the store; not synced, since phones find its hash in the checklist."""

    __tablename__ = "checklist_pictures"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    #: Bytes, and pixels as a person sees it.
    size: Mapped[int] = mapped_column(Integer)
    width: Mapped[int] = mapped_column(Integer)
    height: Mapped[int] = mapped_column(Integer)
    added_by: Mapped[str] = mapped_column(Id)
    #: When it was last brought here.
    added_at: Mapped[datetime]
    #: An edition that was in use names it, and whoever walked with that may still look: it stays.
    published: Mapped[bool] = mapped_column(Boolean, default=False)


class Import(db.Model):
    """A list that somebody sent in, as it was understood: looked at first, taken afterwards."""

    __tablename__ = "imports"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    #: What the list holds: `enterprises`.
    kind: Mapped[str] = mapped_column(String(20))
    made_by: Mapped[str] = mapped_column(Id, index=True)
    made_at: Mapped[datetime]
    file_name: Mapped[str | None] = mapped_column(String(200))
    #: The lines that can be taken: [{"line", "values"}].
    lines: Mapped[list[Any]] = mapped_column(Json)
    #: What was shown: counts, changes and errors.
    preview: Mapped[dict[str, Any]] = mapped_column(Json)
    taken_at: Mapped[datetime | None]
    #: What became of it, once taken.
    result: Mapped[dict[str, Any] | None] = mapped_column(Json)


#: Names in the tables of what travels under another name.
WIRE = {"area_id": "area"}

#: An enterprise's own columns that people fill in, in the order of a form.
ENTERPRISE_FIELDS = (
    "name", "uscc", "area_id", "address", "sector", "state", "risk_grade", "risk_graded_on", "lat", "lon",
    "host_enterprise_id", "principal", "actual_controller", "staff_count", "traits",
)
