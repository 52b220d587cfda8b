"""People at work whose phones talk through a bad network to a server that is killed again and again.

Each writes what comes to hand (hazards with photos, comments, changes of what others change too, steps, things
that will be refused) and sends, reads and uploads as well as it goes. Whatever was saved is remembered here, to be
counted in the end.
"""

from __future__ import annotations

import base64
import hashlib
import random
import threading
import time
from collections import Counter
from typing import Any

from tests.phone import Phone, new_id
from tests.photos.pictures import noise

from .line import Heard, Line, NoSignal

_PIECE = 16 * 1024
_TUS = {"Tus-Resumable": "1.0.0"}
_BUSY = {429, 500, 502, 503, 504}
#: Whoever has so much unsent waits with more until some of it is through.
_ENOUGH = 20
_PLACES = ("一车间", "二车间", "喷漆房", "原料仓", "配电房")
PLAN = {
    "responsible": "黄志强", "measures": "更换防爆灯", "funds_fen": 120_000, "contingency_plan": "断电，撤人",
    "interim_controls": "停用该工位", "due_date": "2099-01-01",
}  # fmt: skip


class FieldPhone(Phone):
    """A phone that goes on trying, and counts how often it had to."""

    def __init__(self, port: int, login: str, seed: int) -> None:
        self.chance = random.Random(seed)
        self.saved: dict[str, dict[str, Any]] = {}
        self.photos: dict[str, bytes] = {}  # waiting, by the sha256 the photo's record names
        self.sent_photos: set[str] = set()
        self.counted: Counter[str] = Counter()
        super().__init__(Line(port), login)  # type: ignore[arg-type] - it asks for what Line has

    # --- talking --------------------------------------------------------------------------------

    def register(self) -> None:
        while True:
            try:
                return super().register()
            except NoSignal:
                self.counted["signed in again"] += 1

    def call(self, method: str, path: str, **kwargs: Any) -> Heard:
        """One request, once. Raises NoSignal, also for a server that is too busy to answer for anything."""
        heard = super().call(method, path, **kwargs)
        if heard.status_code in _BUSY:
            self.counted[f"answered {heard.status_code}"] += 1
            raise NoSignal
        return heard

    def write(self, type_: str, record: str, op: str, **said: Any) -> str:
        made = super().write(type_, record, op, **said)
        self.saved[made] = self.outbox[-1]
        return made

    def try_push(self) -> bool:
        """One try to send what waits; False when the network failed (the server may have it or not)."""
        if not self.outbox:
            return True
        self.counted["pushes"] += 1
        try:
            answer = self.push()
        except NoSignal:
            self.counted["pushes unheard"] += 1
            return False
        assert "results" in answer, answer
        self.counted["pushes heard"] += 1
        for result in answer["results"]:
            if result.get("again"):
                self.counted["ops answered again"] += 1
        return True

    def try_pull(self) -> bool:
        self.counted["pulls"] += 1
        try:
            self.pull(limit=self.chance.choice((5, 50, 500)))
        except NoSignal:
            self.counted["pulls unheard"] += 1
            return False
        return True

    def try_upload(self) -> bool:
        """Send the photos that wait, each from the last confirmed byte."""
        for digest, content in list(self.photos.items()):
            try:
                self._upload(digest, content)
            except NoSignal:
                self.counted["uploads broken"] += 1
                return False
            self.sent_photos.add(digest)
            del self.photos[digest]
        return True

    def _upload(self, digest: str, content: bytes) -> None:
        metadata = f"sha256 {base64.b64encode(digest.encode()).decode()}"
        begun = self.call(
            "POST", "/uploads", headers={**_TUS, "Upload-Length": str(len(content)), "Upload-Metadata": metadata}
        )
        assert begun.status_code == 201, begun.json
        path, at = begun.headers.get("location", ""), _offset(begun)
        if not path:
            raise NoSignal
        while True:
            answer = self.call(
                "PATCH", path.removeprefix("/api/v1"), headers={**_TUS, "Upload-Offset": str(at)},
                data=content[at : at + _PIECE], content_type="application/offset+octet-stream",
            )  # fmt: skip
            if answer.status_code != 204:  # 409: somebody's duplicate was quicker; 400: what came was not the whole
                assert answer.status_code in (400, 409), answer.json
                raise NoSignal
            at = _offset(answer)
            if at == len(content):
                return

    # --- a day's work ---------------------------------------------------------------------------

    def work(self, enterprise: str, stop: threading.Event) -> None:
        """Until told to stop: write a little, then try to send, read and upload."""
        while not stop.is_set():
            if len(self.outbox) < _ENOUGH:
                for _ in range(self.chance.randint(1, 4)):
                    self._do_something(enterprise)
            self.try_push()
            if self.chance.random() < 0.6:
                self.try_pull()
            if self.chance.random() < 0.7:
                self.try_upload()
            stop.wait(self.chance.uniform(0, 0.4))

    def settle(self, within: float = 120) -> None:
        """Until nothing waits on this phone any more."""
        until = time.monotonic() + within
        while not (self.try_push() and not self.outbox and self.try_upload()):
            assert time.monotonic() < until, (self.login, len(self.outbox), len(self.photos), self.counted)
            time.sleep(0.05)

    def _do_something(self, enterprise: str) -> None:
        hazards = sorted(self.of("hazard"))
        verb = self.chance.choices(
            (self._found, self._said, self._changed, self._stepped, self._decided, self._mistook),
            (15, 20, 40, 10, 10, 5),
        )[0]
        if verb == self._found or not hazards:
            self._found(enterprise)
        else:  # often one that others are busy with, too
            verb(self.chance.choice(hazards[:6] if self.chance.random() < 0.6 else hazards))

    def _found(self, enterprise: str) -> None:
        channel = "self_check" if self.login.startswith("manager") else "grid_report"
        said = f"第 {len(self.saved)} 条，{self.device}"
        hazard = self.report(enterprise_id=enterprise, description=said, channel=channel)
        if self.chance.random() < 0.4:
            content = noise(160, 120, seed=self.chance.randrange(1_000_000))
            digest = hashlib.sha256(content).hexdigest()
            self.photo(hazard, sha256=digest)
            self.photos[digest] = content

    def _said(self, hazard: str) -> None:
        text = f"{self.device} {len(self.saved)}"
        self.write("comment", new_id(), "create", data={"owner_type": "hazard", "owner_id": hazard, "text": text})

    def _changed(self, hazard: str) -> None:
        field = self.chance.choice(("description", "place", "place"))
        self.set(hazard, **{field: f"{self.chance.choice(_PLACES)} {len(self.saved)} {self.login}"})

    def _stepped(self, hazard: str) -> None:
        steps = [each for each in ("confirm", "assign", "reject") if each in self.sees(hazard)["actions"]]
        if steps:
            step = self.chance.choice(steps)
            args: dict[str, Any] = PLAN if step == "assign" else {"reason": "不属实"} if step == "reject" else {}
            self.act(hazard, step, **args)

    def _decided(self, hazard: str) -> None:
        """A conflict or somebody's parked work, if one is open here."""
        for type_, action, said in (
            ("conflict", "resolve", {"value": f"说定了 {len(self.saved)}"}),
            ("contribution", "adopt", {}),
        ):
            for record, data in self.of(type_).items():
                if data["record_id"] == hazard and data["state"] == "open":
                    self.act(record, action, type_=type_, **said)
                    return

    def _mistook(self, hazard: str) -> None:
        """What no server takes."""
        self.write("comment", new_id(), "create", data={"owner_type": "hazard", "owner_id": hazard, "text": "\u0000"})


def _offset(heard: Heard) -> int:
    told = heard.headers.get("upload-offset", "")
    if not told.isdigit():
        raise NoSignal
    return int(told)
