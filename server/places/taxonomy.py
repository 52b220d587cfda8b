"""The words of the field and their codes: what a hazard is about, what an enterprise is like.

Codes travel and are stored; words are for people, in two languages beside each other. None of
these tables is an official classification except the eight sectors (应急厅〔2019〕17号) and the
four colours of risk (安委办〔2016〕11号), and nothing here claims to be. Severity is the hazard's and risk grade the
enterprise's: they are never one list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Term:
    """One code with its words; `hints` name what commonly belongs to it."""

    code: str
    zh: str
    en: str
    hints: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Trait:
    """One attribute of an enterprise that decides which duties and checks concern it.

    `kind`: `yes_no` (true or false), `count` (whole number from 0), `choice` (one of `options`).
    """

    code: str
    zh: str
    en: str
    kind: str = "yes_no"
    options: tuple[Term, ...] = ()


# fmt: off
# Tables read better as tables.
CATEGORIES = (
    Term("management", "安全管理", "Safety management", (
        ("责任制", "Responsibilities"), ("承包承租管理", "Contractors and tenants"), ("持证", "Certificates"),
        ("培训", "Training"), ("演练", "Drills"), ("台账", "Registers"))),
    Term("electrical", "用电", "Electricity", (
        ("私拉乱接", "Improvised wiring"), ("配电箱", "Distribution box"), ("接地", "Earthing"), ("老化", "Ageing"))),
    Term("fire_exit", "疏散通道与安全出口", "Escape routes and exits", (
        ("锁闭", "Locked"), ("堵塞", "Blocked"), ("外窗防盗网", "Barred windows"), ("疏散指示", "Exit signs"))),
    Term("fire_equipment", "消防设施", "Fire equipment", (
        ("灭火器", "Extinguisher"), ("消火栓", "Hydrant"), ("报警", "Alarm"), ("喷淋", "Sprinkler"))),
    Term("chemicals", "危险化学品", "Hazardous chemicals", (
        ("储存", "Storage"), ("标签", "Labels"), ("混存", "Stored together"),
        ("泄漏", "Leak"), ("通风", "Ventilation"))),
    Term("gas_cylinder", "气瓶", "Gas cylinders", (
        ("固定", "Fixing"), ("间距", "Distance"), ("防倾倒", "Tipping"), ("减压器", "Regulator"))),
    Term("fuel_gas", "燃气", "Fuel gas", (
        ("瓶组间", "Cylinder room"), ("软管", "Hose"), ("报警", "Alarm"), ("切断", "Shut-off"))),
    Term("machine_guard", "机械防护", "Machine guarding", (
        ("防护罩", "Guard"), ("急停", "Emergency stop"), ("联锁", "Interlock"), ("锁定挂牌", "Lock-out, tag-out"))),
    Term("lifting_vehicle", "起重与厂内车辆", "Lifting and site vehicles", (
        ("吊具", "Lifting gear"), ("叉车", "Forklift"), ("行车", "Overhead crane"))),
    Term("confined_space", "有限空间", "Confined space", (
        ("辨识", "Identification"), ("审批", "Permit"), ("检测", "Gas test"),
        ("监护", "Attendant"), ("救援", "Rescue"))),
    Term("hot_work", "动火", "Hot work", (
        ("审批", "Permit"), ("监护", "Fire watch"), ("清理", "Clearing"), ("持证", "Certificate"))),
    Term("height", "高处作业", "Work at height", (
        ("临边", "Edges"), ("安全带", "Harness"), ("脚手架", "Scaffold"))),
    Term("dust", "粉尘涉爆", "Combustible dust", (
        ("除尘", "Dust removal"), ("清扫", "Cleaning"), ("泄爆", "Explosion venting"), ("防火花", "Sparks"))),
    Term("high_temp_metal", "高温熔融金属", "Molten metal", (
        ("吊运", "Lifting"), ("积水", "Standing water"), ("罐坑", "Ladles and pits"))),
    Term("ammonia", "涉氨制冷", "Ammonia refrigeration", (
        ("排风", "Exhaust"), ("报警", "Alarm"), ("快冻间人数", "People in the quick-freeze room"))),
    Term("structure", "建筑结构", "Building structure", (
        ("违建", "Illegal building"), ("超载", "Overload"), ("夹芯板", "Sandwich panels"))),
    Term("housekeeping", "作业环境", "Workplace order", (
        ("堆放", "Stacking"), ("油污", "Oil"), ("照明", "Lighting"))),
    Term("e_bike", "电动自行车", "E-bikes", (("室内停放充电", "Parked or charged indoors"),)),
    Term("lodging", "违规住人", "People living on site", (
        ("三合一", "Work, storage and living in one"), ("住宿与经营混设", "Lodging mixed with business"))),
    Term("special_equipment", "特种设备", "Special equipment", (
        ("压力容器", "Pressure vessel"), ("叉车", "Forklift"), ("电梯", "Lift"))),
    Term("other", "其它", "Other"),
)

CHANNELS = (
    Term("self_check", "企业自查", "Self-check"),
    Term("employee_report", "员工报告", "Employee's report"),
    Term("grid_report", "网格员上报", "Grid worker's report"),
    Term("supervision_check", "督导检查", "Supervision check"),
    Term("enforcement", "执法检查", "Enforcement"),
    Term("public_tip", "群众举报", "Public tip"),
    Term("expert", "专家查出", "Expert's finding"),
    Term("alarm", "监测报警", "Monitoring alarm"),
    Term("drill", "演练发现", "Found in a drill"),
    Term("transfer_in", "其它部门移送", "Transferred in"),
)

DISPOSITIONS = (
    Term("on_the_spot", "立即整改", "Rectify at once"),
    Term("by_deadline", "限期整改", "Rectify by a deadline"),
    Term("on_account", "挂账整改", "Rectify under a running account"),
)

#: Documents of enforcement, of which only the number is kept; named as published software of the field names them.
DOCUMENT_KINDS = (
    Term("inspection_record", "现场检查记录", "Record of inspection"),
    Term("on_site_measures", "现场处理措施决定书", "Decision on measures on the spot"),
    Term("order_to_rectify", "责令限期整改指令书", "Order to rectify by a date"),
    Term("compulsory_measures", "强制措施决定书", "Decision on compulsory measures"),
    Term("review_opinion", "整改复查意见书", "Opinion after review"),
    Term("penalty_decision", "行政处罚决定书", "Decision on a penalty"),
    Term("listing_notice", "挂牌督办通知书", "Notice of listed supervision"),
    Term("talk_notice", "约谈通知书", "Summons to a talk"),
    Term("transfer_letter", "移送书、抄告函", "Letter of transfer"),
    Term("other", "其他文书", "Another document"),
)

SEVERITIES = (
    Term("general", "一般隐患", "General hazard"),
    Term("major_suspected", "疑似重大隐患", "Suspected major hazard"),
    Term("major", "重大隐患", "Major hazard"),
)

RISK_GRADES = (
    Term("red", "红（重大风险）", "Red (major risk)"),
    Term("orange", "橙（较大风险）", "Orange (considerable risk)"),
    Term("yellow", "黄（一般风险）", "Yellow (moderate risk)"),
    Term("blue", "蓝（低风险）", "Blue (low risk)"),
)

SECTORS = (
    Term("metallurgy", "冶金", "Metallurgy"),
    Term("nonferrous", "有色", "Non-ferrous metals"),
    Term("building_materials", "建材", "Building materials"),
    Term("machinery", "机械", "Machinery"),
    Term("light_industry", "轻工", "Light industry"),
    Term("textile", "纺织", "Textile"),
    Term("tobacco", "烟草", "Tobacco"),
    Term("trade", "商贸", "Trade"),
)

LEVELS = (
    Term("province", "省", "Province"),
    Term("city", "市", "City"),
    Term("county", "县（市、区）", "County or district"),
    Term("town", "镇街", "Town or street"),
    Term("park", "工业园", "Industrial park"),
    Term("village", "村（社区）", "Village or community"),
    Term("grid", "网格", "Grid"),
)

STATES = (
    Term("open", "正常经营", "Working"),
    Term("stopped", "停产停业", "Stopped"),
    Term("closed", "已关闭", "Closed"),
)

#: Kinds of special operations, from memory: the catalogue in force decides (总局令第30号 and what came after it).
CERTIFICATE_KINDS = (
    Term("electrician", "电工作业", "Electrical work", (("低压电工", "Low voltage"), ("高压电工", "High voltage"))),
    Term("welding", "焊接与热切割作业", "Welding and hot cutting", (("电焊", "Arc welding"), ("气割", "Gas cutting"))),
    Term("height", "高处作业", "Work at height"),
    Term("refrigeration", "制冷与空调作业", "Refrigeration and air conditioning"),
    Term("coal_mine", "煤矿安全作业", "Coal mine safety work"),
    Term("mine", "金属非金属矿山安全作业", "Metal and non-metal mine safety work"),
    Term("oil_gas", "石油天然气安全作业", "Oil and gas safety work"),
    Term("metallurgy_gas", "冶金（有色）生产安全作业（煤气）", "Metallurgical gas work"),
    Term("hazardous_chemicals", "危险化学品安全作业", "Hazardous chemicals safety work"),
    Term("fireworks", "烟花爆竹安全作业", "Fireworks safety work"),
)

_DUSTS = (
    Term("metal", "金属", "Metal"), Term("wood", "木", "Wood"), Term("grain", "粮食", "Grain"),
    Term("coal", "煤", "Coal"), Term("other", "其它", "Other"),
)
_PREMISES = (
    Term("workshop", "厂房", "Workshop"), Term("warehouse", "仓库", "Warehouse"),
    Term("street_shop", "沿街商铺", "Street-front shop"), Term("self_built", "自建房", "Self-built house"),
    Term("family_workshop", "家庭作坊", "Family workshop"), Term("catering", "餐饮", "Catering"),
    Term("school", "学校", "School"), Term("elderly_care", "养老", "Elderly care"),
    Term("hospital", "医院", "Hospital"),
    Term("culture_tourism", "文旅", "Culture and tourism"), Term("other", "其它", "Other"),
)
_STANDARDISATION = (
    Term("none", "无", "None"), Term("level_3", "三级", "Level 3"), Term("level_2", "二级", "Level 2"),
    Term("level_1", "一级", "Level 1"),
)

TRAITS = (
    Trait("metal_smelting", "金属冶炼", "Metal smelting"),
    Trait("deep_well_casting", "深井铸造", "Deep-well casting"),
    Trait("high_temp_metal", "高温熔融金属", "Molten metal"),
    Trait("dust_explosion", "粉尘涉爆", "Combustible dust"),
    Trait("dust_headcount", "涉粉作业人数", "People working with dust", "count"),
    Trait("dust_kind", "粉尘种类", "Kind of dust", "choice", _DUSTS),
    Trait("ammonia_refrigeration", "涉氨制冷", "Ammonia refrigeration"),
    Trait("confined_space", "有限空间", "Confined space"),
    Trait("confined_space_count", "有限空间处数", "Number of confined spaces", "count"),
    Trait("hazardous_chemicals", "危险化学品", "Hazardous chemicals"),
    Trait("major_hazard_installation", "重大危险源", "Major hazard installation"),
    Trait("labour_intensive", "劳动密集型", "Labour-intensive"),
    Trait("factory_in_factory", "厂中厂", "Factory within a factory"),
    Trait("outsourced", "有外委外协", "Contracts work out"),
    Trait("leased", "有承租单位", "Lets premises"),
    Trait("above_scale", "规模以上", "Above designated size"),
    Trait("central_owned", "央企及其下属", "Centrally owned"),
    Trait("key_fire_unit", "消防安全重点单位", "Key fire-safety unit"),
    Trait("crowded_premises", "人员密集场所", "Assembly-type premises"),
    Trait("residence_on_site", "现场住人", "People live on site"),
    Trait("premises_type", "场所类型", "Kind of premises", "choice", _PREMISES),
    Trait("standardisation_level", "标准化等级", "Standardisation level", "choice", _STANDARDISATION),
)

# fmt: on

_TRAITS: Mapping[str, Trait] = {trait.code: trait for trait in TRAITS}
#: More people than any enterprise has; a larger number is a slip.
MOST_PEOPLE = 1_000_000


def codes(terms: Iterable[Term | Trait]) -> frozenset[str]:
    """The codes of a table."""
    return frozenset(term.code for term in terms)


#: How sure the text of an official item is, in words for whoever reads it.
CERTAINTY: Mapping[str, dict[str, str]] = {
    "text_seen": {"zh": "已对照条文转载", "en": "Checked against a reprint of the text"},
    "partly_seen": {"zh": "只对照过部分条文，请以官方文本为准", "en": "Only partly checked; the official text decides"},
    "memory_2017_seen": {
        "zh": "未见现行条文，按2017版同主题条文改写，请以官方文本为准",
        "en": "Current text not seen, worded after the 2017 edition; the official text decides",
    },
    "memory": {"zh": "未见条文原文，请以官方文本为准", "en": "Text not seen; the official text decides"},
    "law_text_seen": {"zh": "所引条文已对照", "en": "The cited article was checked"},
    "law_from_memory": {
        "zh": "法规名称确定，条款未核对",
        "en": "The regulation is certain, the article was not checked",
    },
    "common_practice": {"zh": "通行做法，条款未核对", "en": "Common practice; the article was not checked"},
}


def trait_trouble(code: str, value: Any) -> str | None:
    """What is wrong with one attribute: `unknown_code`, `not_yes_no`, `not_a_count`, or None."""
    trait = _TRAITS.get(code)
    if trait is None:
        return "unknown_code"
    if trait.kind == "yes_no":
        return None if isinstance(value, bool) else "not_yes_no"
    if trait.kind == "count":
        whole = isinstance(value, int) and not isinstance(value, bool)
        return None if whole and 0 <= value <= MOST_PEOPLE else "not_a_count"
    return None if isinstance(value, str) and value in codes(trait.options) else "unknown_code"


def document() -> dict[str, list[dict[str, Any]]]:
    """Every table with its words, for the phone and for forms."""
    return {
        "categories": [_term(term) for term in CATEGORIES],
        "channels": [_term(term) for term in CHANNELS],
        "dispositions": [_term(term) for term in DISPOSITIONS],
        "severities": [_term(term) for term in SEVERITIES],
        "sectors": [_term(term) for term in SECTORS],
        "risk_grades": [_term(term) for term in RISK_GRADES],
        "levels": [_term(term) for term in LEVELS],
        "states": [_term(term) for term in STATES],
        "certificate_kinds": [_term(term) for term in CERTIFICATE_KINDS],
        "document_kinds": [_term(term) for term in DOCUMENT_KINDS],
        "traits": [
            _term(Term(trait.code, trait.zh, trait.en))
            | {"kind": trait.kind}
            | ({"options": [_term(option) for option in trait.options]} if trait.options else {})
            for trait in TRAITS
        ],
    }


def _term(term: Term) -> dict[str, Any]:
    told: dict[str, Any] = {"code": term.code, "zh": term.zh, "en": term.en}
    if term.hints:
        told["hints"] = [{"zh": zh, "en": en} for zh, en in term.hints]
    return told
