"""What the papers of a check cost: sixty items, six fails with twenty photos, as a phone's browser asks for it."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import select

from server import clock
from server.app import create_app
from server.db import db, new_id
from server.demo import pictures
from server.hazards import operations as hazards
from server.people.queries import caller_of
from server.permissions import Caller, machine
from server.photos import images
from server.photos import operations as photos
from server.photos.store import FolderStore
from server.places import checklists
from server.places.models import Enterprise
from server.settings import read_settings
from server.sync.work import OpContext, Work, working
from server.walkthroughs import operations as walkthroughs
from server.walkthroughs import rules
from tests.bench.figures import tell
from tests.bench.ground import Installation
from tests.bench.memory import largest
from tests.bench.server import Wire

ITEMS, FAILS, PHOTOS = 60, 6, 20


def measure(installation: Installation, runs: int) -> None:
    walkthrough = _walked(installation.environ)
    wire = Wire(installation, "town1", "identity")
    before = largest(installation)
    about = {"items": ITEMS, "photos": PHOTOS}
    most = 0.0
    for kind in ("record", "notice", "review"):
        for form in ("pdf", "docx"):
            path, times, size = f"/walkthroughs/{walkthrough}/papers/{kind}.{form}", [], 0
            for _ in range(runs + 1):
                began = time.perf_counter()
                content, _encoding = wire.send("GET", path, None)
                times.append(time.perf_counter() - began)
                size, most = len(content), max(most, largest(installation, peak=True))
            said = {"kind": kind, "form": form, **about}
            tell("paper_first", times[:1], "s", 2.0, **said)
            tell("paper", times[1:], "s", 2.0, **said)
            tell("paper_size", [size / 1e6], "MB", 5.0, **said)
    tell("paper_memory_peak", [most], "MB", before=round(before, 1), **about)


def _walked(environ: Mapping[str, str]) -> str:
    """The walkthrough of which the paper is made, through the verbs that phones' ops end in."""
    scenes = sorted(path.stem for path in (Path(pictures.__file__).parent / "photos").glob("*.jpg"))
    app = create_app(read_settings(environ))
    with app.app_context():
        by = caller_of("town1")
        firm = db.session.scalars(select(Enterprise.id).where(Enterprise.name.like("云杉%"))).one()
        db.session.remove()
        assert by is not None
        with working() as work, work.attempt(OpContext(id=new_id(), at=clock.stamp())):
            items = [{"code": f"B{n}", "question": f"第 {n} 项的通道、设备和标识是否都完好？"} for n in range(ITEMS)]
            sections = [{"title": "现场", "items": items}]
            values = {"code": "bench", "title": "测量用", "sections": sections, "sectors": [], "traits": None}
            checklist = checklists.add_checklist(work, values, by=machine())
            said = {"enterprise_id": firm, "checklist_id": checklist["id"]}
            walkthrough = walkthroughs.start(work, new_id(), said, by)["id"]
            taken = iter(islice(cycle(scenes), PHOTOS))
            for n in range(ITEMS):
                result = "fail" if n < FAILS else "pass"
                told = {"walkthrough_id": walkthrough, "item": f"B{n}", "result": result}
                walkthroughs.answer(work, rules.answer_id(walkthrough, f"B{n}"), told, by)
                if n < FAILS:
                    _found(work, firm, walkthrough, n, taken, by)
        db.session.remove()
    return walkthrough


def _found(work: Work, firm: str, walkthrough: str, n: int, scenes: Any, by: Caller) -> None:
    data = {
        "enterprise_id": firm, "severity": "general", "description": f"第 {n} 项不符合", "criterion": f"B{n}",
        "walkthrough_id": walkthrough,
    }  # fmt: skip
    hazard = hazards.report(work, new_id(), data, by)["id"]
    store = FolderStore(current_app.config["SETTINGS"].photos_dir)
    for place, scene in enumerate(islice(scenes, 4)):
        content = pictures.scene(scene, f"{n} {place}")
        name = hashlib.sha256(content).hexdigest()
        store.put_bytes(name, content)
        photos.keep_bytes(work, name, len(content), images.inspect(store.locate(name)), by)
        owner = {"owner_type": "hazard", "owner_id": hazard, "role": "before"}
        photos.add(work, new_id(), {**owner, "sha256": name, "taken_at": clock.stamp()}, by)

