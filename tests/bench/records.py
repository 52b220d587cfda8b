"""The record that everybody is measured with: what a grid worker writes on a busy day, about 1 KB of UTF-8 JSON."""

from __future__ import annotations

import json
import random
from typing import Any

from tests.phone import new_id

MOMENT = "2026-11-28T08:30:00.000+08:00"
_SENTENCES = (
    "配电箱门敞开，箱内电线裸露，旁边堆着纸箱和抹布",
    "安全出口被成品托盘堵住，只剩不到半米宽",
    "除尘管道弯头处积尘明显，检查口的盖板没有盖严",
    "皮带输送机尾轮没有护罩，操作工的手套离滚筒很近",
    "乙炔瓶没有固定，离动火点不足五米，也没有放灭火器",
    "喷漆房的排风机没有开，门口的防爆灯罩缺了一块",
    "叉车通道的标线已经看不清，转弯处没有装反光镜",
)


def record(chance: random.Random, firm: str) -> dict[str, Any]:
    """One hazard's fields; 980 to 1,060 bytes as JSON."""
    told: dict[str, Any] = {
        "enterprise_id": firm, "severity": "general", "channel": "grid_report", "found_at": MOMENT,
        "category": "electrical", "place": "二车间砂光线东侧，靠近原料仓北门的第三个立柱",
        "lat": round(25.4 + chance.random() / 10, 6), "lon": round(119.0 + chance.random() / 10, 6), "accuracy_m": 12.5,
    }  # fmt: skip
    words = f"{chance.randrange(10**6):06d} "
    while size(told | {"description": words}) < 960:
        words += chance.choice(_SENTENCES) + "。"
    return told | {"description": words}


def size(told: Any) -> int:
    return len(json.dumps(told, ensure_ascii=False).encode())


def named(chance: random.Random, firm: str, count: int) -> list[tuple[str, dict[str, Any]]]:
    """So many records, each with the id its phone gave it."""
    return [(new_id(), record(chance, firm)) for _ in range(count)]
