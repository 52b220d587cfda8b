"""Why a line of a list cannot be taken, in words for whoever sent it."""

from __future__ import annotations

from collections.abc import Mapping

#: code → (Chinese, English); `{value}` is what the cell says.
REASONS: Mapping[str, tuple[str, str]] = {
    "cell_form": ("“{value}”看不懂，请照填写说明的样子写", "“{value}” cannot be read; write it as the sheet explains"),
    "rule_form": ("“{value}”应写成 E01=不合格 这样", "“{value}” should be written like E01=不合格"),
    "not_a_number": ("“{value}”应是数字", "“{value}” should be a number"),
    "not_a_digest": ("不是一张照片的 SHA-256", "this is no SHA-256 of a photo"),
    "too_many": ("太多了", "too many"),
    "required": ("这一格必填", "this cell must be filled in"),
    "too_long": ("太长了", "too long"),
    "too_short": ("太短了", "too short"),
    "invalid_text": ("有看不见的特殊字符", "has invisible characters"),
    "unknown_word": ("“{value}”不在可选的词里，请从列表选", "“{value}” is not among the words to choose from"),
    "unknown_code": ("“{value}”不在可选的词里，请从列表选", "“{value}” is not among the words to choose from"),
    "not_yes_no": ("“{value}”请写“是”或“否”", "“{value}” should be yes or no"),
    "not_a_count": ("“{value}”应是 0 到 1000000 的整数", "“{value}” should be a whole number from 0 to 1,000,000"),
    "not_degrees": (
        "“{value}”应是十进制的度，如 25.4540123",
        "“{value}” should be decimal degrees, such as 25.4540123",
    ),
    "no_such_day": ("“{value}”不是日期，请写成 2026-03-01", "“{value}” is no day; write it as 2026-03-01"),
    "out_of_range": ("“{value}”超出范围", "“{value}” is out of range"),
    "position_half": ("纬度和经度要么都填，要么都不填", "give both latitude and longitude, or neither"),
    "position_swapped": ("纬度和经度像是填反了", "latitude and longitude seem to be swapped"),
    "system_missing": (
        "有经纬度就要说明坐标系（WGS84、GCJ-02 或 BD-09），否则会偏几百米",
        "a position needs its coordinate system (WGS84, GCJ-02 or BD-09), or it is hundreds of metres off",
    ),
    "unknown_system": ("“{value}”应是 WGS84、GCJ-02 或 BD-09", "“{value}” should be WGS84, GCJ-02 or BD-09"),
    "uscc_length": ("信用代码应是 18 位", "a credit code has 18 characters"),
    "uscc_characters": (
        "信用代码里有不该有的字符（没有字母 I、O、S、V、Z）",
        "a credit code has no such characters (never I, O, S, V, Z)",
    ),
    "uscc_check": (
        "信用代码的校验位不对，可能抄错了一位",
        "the check character does not fit: one character may be wrong",
    ),
    "uscc_taken": ("这个信用代码已经是另一家企业的", "another enterprise has this credit code already"),
    "uscc_elsewhere": (
        "这个信用代码已登记在您管不到的区域，请联系上级",
        "this credit code is registered outside your area; ask the district",
    ),
    "no_such_area": ("没有“{value}”这个区域", "there is no area “{value}”"),
    "area_ambiguous": ("有几个区域都叫“{value}”，请写区域代码", "several areas are called “{value}”; write the code"),
    "area_missing": ("新企业要写所在区域", "a new enterprise needs its area"),
    "not_your_area": ("“{value}”不在您负责的区域", "“{value}” is not within your area"),
    "name_ambiguous": (
        "这个区域有几家同名企业，请写信用代码",
        "several enterprises there have this name; write the credit code",
    ),
    "twice": ("和第 {value} 行是同一家企业", "is the same enterprise as line {value}"),
    "no_such_enterprise": ("找不到出租方“{value}”", "the landlord “{value}” was not found"),
    "host_ambiguous": (
        "有几家企业都叫“{value}”，请写出租方的信用代码",
        "several enterprises are called “{value}”; write the landlord's credit code",
    ),
    "host_line_wrong": (
        "出租方所在的那一行有错，先改好那一行",
        "the landlord's own line has an error; correct that line first",
    ),
    "circle": ("出租方绕了一圈又回到自己", "the landlord is his own tenant in the end"),
    "wrong_type": ("“{value}”看不懂", "“{value}” cannot be understood"),
}


def reason(code: str, value: str | None, locale: str) -> str:
    """The words for one trouble in the user's language."""
    zh, en = REASONS.get(code, REASONS["wrong_type"])
    return (en if locale.startswith("en") else zh).format(value=value or "")
