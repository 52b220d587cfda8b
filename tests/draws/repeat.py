"""Repeat a draw from what was published about it: `python repeat.py draw.json`, or from standard input.

Written from the description in the protocol alone, and on nothing but Python's own library, so that anybody can run it
who trusts neither the server nor its programs. Says what does not hold, and ends with 1 then.
"""

import hashlib
import json
import sys


def sha256_hex(*parts: bytes) -> str:
    return hashlib.sha256(b"\x00".join(parts)).hexdigest()


def repeat(draw: dict) -> list[str]:
    """What does not hold; nothing when all of it does."""
    wrong = []
    seed = bytes.fromhex(draw["seed"])
    if hashlib.sha256(seed).hexdigest() != draw["seed_hash"]:
        wrong.append("the seed is not the one that was announced")

    def lot(purpose: str, token: str) -> str:
        return sha256_hex(seed, purpose.encode("ascii"), token.encode("ascii"))

    barred = {(pair["enterprise"], pair["inspector"]) for pair in draw["excluded"]}
    visits = {person["token"]: 0 for person in draw["inspectors"]}
    found = []
    for firm in sorted((one["token"] for one in draw["enterprises"]), key=lambda token: lot("enterprise", token)):
        if len(found) >= draw["count"]:
            break
        able = [person for person in visits if (firm, person) not in barred]
        if len(able) < draw["each"]:
            continue
        able.sort(key=lambda person: (visits[person], lot("inspector " + firm, person)))
        chosen = able[: draw["each"]]
        for person in chosen:
            visits[person] += 1
        found.append({"enterprise": firm, "inspectors": chosen})
    if found != draw["result"]:
        wrong.append("the lot falls differently: " + json.dumps(found))

    if "salt" in draw:
        salt = bytes.fromhex(draw["salt"])
        if hashlib.sha256(salt).hexdigest() != draw["salt_hash"]:
            wrong.append("the salt is not the one that was announced")
        for one in draw["enterprises"] + draw["inspectors"]:
            if sha256_hex(salt, one["id"].encode("ascii")) != one["token"]:
                wrong.append("this token does not stand for this id: " + one["token"])
    return wrong


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") if len(sys.argv) > 1 else sys.stdin as source:
        troubles = repeat(json.load(source))
    print("\n".join(troubles) or "the draw is as it was announced")
    sys.exit(1 if troubles else 0)
