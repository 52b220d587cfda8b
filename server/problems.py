"""What went wrong, told to a person: what happened, what was kept, what to do (RFC 9457).

A problem is raised by a verb, which knows no HTTP; `web.py` turns it into an answer, and the sync engine
into the result of one op. Each has a stable `code`; its words are in Chinese and English beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

LOCALES = ("zh", "en")


class Problem(Exception):
    """Something a person must know about. Subclasses give `code`, `status` and the words.

    `words` maps a locale to (title, detail); the detail may name the extra members in braces.
    """

    code: ClassVar[str] = "problem"
    status: ClassVar[int] = 400
    words: ClassVar[Mapping[str, tuple[str, str]]] = {
        "zh": ("没办成", "这一步没有办成，原来的内容没有变。"),
        "en": ("Not done", "This step was not done; nothing has changed."),
    }

    def __init__(self, **extra: Any) -> None:
        super().__init__(self.code)
        #: Further members of the document, such as `state`, `by`, `expected`.
        self.extra = extra
        #: Headers the answer must carry, such as Retry-After.
        self.headers: dict[str, str] = {}

    def document(self, locale: str = "zh") -> dict[str, Any]:
        """The problem document in `locale`; None members are left out."""
        title, detail = self.words["en" if locale.startswith("en") else "zh"]
        return {
            "type": f"/problems/{self.code}",
            "title": title,
            "status": self.status,
            "code": self.code,
            "detail": _fill(detail, self.extra, locale),
            **{key: value for key, value in self.extra.items() if value is not None},
        }


def _fill(detail: str, extra: Mapping[str, Any], locale: str) -> str:
    class Words(dict[str, Any]):
        def __missing__(self, key: str) -> str:
            return ""

    def say(value: Any) -> Any:
        return value["name"] if isinstance(value, dict) and "name" in value else value

    return detail.format_map(Words({key: say(value) for key, value in extra.items()}))


def problem(code: str, status: int, zh: tuple[str, str], en: tuple[str, str]) -> type[Problem]:
    """Name a new kind of problem; `code` never changes once a client may have seen it."""
    name = "".join(part.capitalize() for part in code.split("_"))
    return type(
        name, (Problem,), {"code": code, "status": status, "words": {"zh": zh, "en": en}, "__module__": __name__}
    )


BadRequest = problem(
    "bad_request",
    400,
    ("读不懂这次请求", "发来的内容读不懂，什么都没有改。请更新后再试。"),
    ("Request not understood", "What was sent could not be read; nothing was changed. Update and try again."),
)
Invalid = problem(
    "invalid",
    422,
    ("有内容需要改一下", "有几处填得不对，已标出；您写的都还在。"),
    ("Some entries need a change", "Some entries are not right and are marked; what you wrote is kept."),
)
InvalidText = problem(
    "invalid_text",
    422,
    ("文字里有不能保存的字符", "文字里有看不见的特殊字符，存不了。请删掉后重发；您写的都还在。"),
    (
        "Text cannot be stored",
        "The text has invisible characters that cannot be stored. Remove them and send again; your text is kept.",
    ),
)
NotFound = problem(
    "not_found",
    404,
    ("找不到", "没有这一条，或者不在您负责的范围内。"),
    ("Not found", "There is no such record, or it is not within your area."),
)
NotPermitted = problem(
    "not_permitted",
    403,
    ("这一步要由别人来做", "这一步不由您的岗位来做，什么都没有改。"),
    ("For somebody else to do", "This step is not for your post; nothing was changed."),
)
MethodNotAllowed = problem(
    "method_not_allowed",
    405,
    ("不能这样用", "这个地址不能这样用。"),
    ("Not this way", "This address cannot be used in this way."),
)
TooLarge = problem(
    "too_large",
    413,
    ("一次发得太多", "一次发得太多，请分开发；什么都没有丢。"),
    ("Too much at once", "Too much was sent at once; send it in parts. Nothing is lost."),
)
UnsupportedType = problem(
    "unsupported_media_type",
    415,
    ("发来的格式不对", "发来的格式不对，什么都没有改。"),
    ("Wrong format", "What was sent has the wrong format; nothing was changed."),
)
TooMany = problem(
    "too_many_requests",
    429,
    ("请稍等", "试得太勤，请过 {minutes} 分钟再试。密码忘了，可以请管理员发一个重设链接。"),
    (
        "Please wait",
        "Too many tries; please try again in {minutes} min. An administrator can send a link to a new password.",
    ),
)
Internal = problem(
    "internal",
    500,
    ("出了点问题", "服务器没办成这一步，您写的还在手机上。请稍后再试；编号 {number} 可以告诉管理员。"),
    (
        "Something went wrong",
        "The server could not do this; what you wrote is still on your phone. Try later. Number: {number}.",
    ),
)
Unavailable = problem(
    "unavailable",
    503,
    ("服务器正忙", "服务器正忙，请 {retry_after} 秒后再试；您写的都还在。"),
    ("The server is busy", "The server is busy; try again in {retry_after} seconds. What you wrote is kept."),
)
Exists = problem(
    "exists",
    409,
    ("已经有了", "这个编号已经有另一条记录。"),
    ("Already there", "Another record already has this id."),
)
