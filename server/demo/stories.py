"""What happened in the demo district in the last weeks: hazards in every state, each with its whole way there.

A story says where, who found it, what it looks like, and the steps that followed. `at` is either `days HH:MM` (so
many days ago at that time) or minutes before now (`-95`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .people import FIRST, GRID_ONE, GRID_TWO, SECOND

#: Pictures of what was wrong, and of the same place put right.
EXIT, EXIT_CLOSE, EXIT_SIDE, EXIT_DONE = "exit_before", "exit_close", "exit_side", "exit_after"
DUST, DUST_CLOSE, DUST_DUCT, DUST_DONE = "dust_before", "dust_close", "dust_duct", "dust_after"
BELT, CYLINDERS, HYDRANT, PANEL = "belt", "cyls", "hydr", "panel"

#: Whoever answers for the enterprise of the story.
BOSS = "principal"


@dataclass(frozen=True)
class Step:
    """One act: when, by whom, with what words; `photos` (role, picture) are taken just before it.

    `due_in`: days from the step to the due date. `say` instead of `act`: a comment.
    """

    at: str
    by: str
    act: str = ""
    args: Mapping[str, Any] = field(default_factory=dict)
    photos: tuple[tuple[str, str], ...] = ()
    due_in: int | None = None
    say: str = ""


@dataclass(frozen=True)
class Story:
    """A hazard from the moment it was found."""

    where: str
    at: str
    by: str
    channel: str
    category: str
    words: str
    photos: tuple[str, ...]
    steps: tuple[Step, ...] = ()
    severity: str = "general"
    criterion: str | None = None
    place: str | None = None
    disposal: str | None = "by_deadline"
    #: Another story that may point at this one by name.
    name: str = ""


def confirm(at: str, by: str = "town1", **args: Any) -> Step:
    return Step(at, by, "confirm", args)


def assign(at: str, due_in: int, responsible: str, by: str = "town1", **args: Any) -> Step:
    return Step(at, by, "assign", {"responsible": responsible, **args}, due_in=due_in)


def submit(at: str, picture: str, note: str, by: str = BOSS) -> Step:
    return Step(at, by, "submit_rectification", {"note": note}, (("after", picture),))


def accept(at: str, note: str = "现场看过，已改好。", by: str = "town1", **args: Any) -> Step:
    return Step(at, by, "accept", {"note": note, **args})


def send_back(at: str, note: str, due_in: int, by: str = "town1") -> Step:
    return Step(at, by, "send_back", {"note": note}, due_in=due_in)


#: The five settled things and the interim control of a major hazard.
_DUST_PLAN = {
    "measures": "更换锁气卸灰装置；加装火花探测；每班清扫并登记。",
    "funds_fen": 12_800_000,
    "contingency_plan": "除尘系统报警或停运时，砂光工序立即断电停机、人员撤出，由班长清点人数。",
    "interim_controls": "停用三号砂光线，每两小时湿式清扫一次，专人值守。",
}
_METAL_PLAN = {
    "measures": "清空炉前坑积水并加装挡水坎和排水泵；重划人员禁入线。",
    "funds_fen": 6_500_000,
    "contingency_plan": "发现炉前积水立即停止吊运和浇注，人员撤到安全区，排干并复核后才恢复。",
    "interim_controls": "炉前坑每班排水检查，浇注时禁止无关人员进入。",
}

# fmt: off
OPEN_STORIES = (
    # --- reported: nobody has verified it yet ---
    Story(FIRST, "-42", "grid1", "grid_report", "electrical", "配电箱门敞开，线头裸露，下面堆着纸箱。", (PANEL,),
          place="一车间东墙"),
    Story(SECOND, "-130", "grid1", "grid_report", "fire_equipment", "消火栓前码了三层托盘，取不到水带。", (HYDRANT,),
          place="成品仓门口"),
    Story("稻花香食品（演示）", "-205", "grid1", "grid_report", "fire_exit", "速冻间外的安全出口堆了空箱，门只能开一半。",
          (EXIT_SIDE, EXIT_CLOSE), place="速冻车间"),
    Story(FIRST, "1 16:40", "employee1", "employee_report", "machine_guard", "三号砂光机传动皮带没有防护罩，地上还有油。",
          (BELT,), place="砂光工段"),
    Story("东溪机电设备（演示）", "1 10:15", "grid2", "grid_report", "gas_cylinder", "氧气瓶和乙炔瓶放在一起，有一只没有固定，倒在地上。",
          (CYLINDERS,), place="焊接工位"),
    Story("黄石冷链（演示）", "1 15:05", "expert1", "expert", "ammonia", "快冻间的人数没有限制标识，门口也没有登记。", (HYDRANT,),
          severity="major_suspected", criterion="MEM10-12-02", place="二号快冻间",
          steps=(Step("1 16:30", "town2", say="明天上午和专家一起去现场核实。"),)),
    Story(GRID_TWO, "2 08:50", "grid2", "grid_report", "e_bike", "楼道口停了四辆电动车，拉线充电。", (PANEL,),
          place="溪滨路 12 号一楼楼道"),
    # --- confirmed: waiting to be assigned ---
    Story(SECOND, "2 09:30", "grid1", "grid_report", "fire_exit", "三楼疏散通道放着两排鞋箱，只剩半米。", (EXIT,),
          place="三楼东侧通道", steps=(confirm("2 14:10", note="属实，今天交办。"),)),
    Story("银线针织（演示）", "3 10:20", "grid1", "grid_report", "electrical", "临时线从窗口拉进车间，插座落在棉絮上。", (PANEL,),
          place="二楼缝制车间", steps=(confirm("2 09:05"),)),
    Story("清源纺织印染（演示）", "3 14:45", "expert1", "expert", "chemicals", "保险粉和双氧水隔一条过道存放，地面有水。", (CYLINDERS,),
          severity="major_suspected", criterion="MEM10-09-02", place="助剂仓库",
          steps=(confirm("2 10:30", "town2", note="已到现场看过，疑似，等专家书面意见。"),
                 Step("2 10:40", "town2", "invite_expert",
                      {"expert": "expert1", "question": "两种助剂只隔一条过道，算不算禁忌物料混存？要不要先停用？"}))),
    Story("岱峰压铸（演示）", "4 11:00", "district", "supervision_check", "dust", "除尘器卸灰口没有锁气装置，地面有铝灰。", (DUST_DUCT,),
          severity="major_suspected", criterion="MEM10-11-06", place="打磨间", steps=(confirm("4 11:20", "district"),)),
    # --- rectifying, on its way ---
    Story(FIRST, "6 09:10", "grid1", "grid_report", "fire_exit", "安全出口被半成品挡住，推杆碰不到。", (EXIT, EXIT_CLOSE),
          place="二车间西门", steps=(
              confirm("6 11:30"), assign("6 11:45", 9, "黄志强", measures="清空通道，划黄线，贴标识。"),
              Step("5 08:20", "manager1", say="货今天转走，线明天划。"))),
    Story(SECOND, "7 15:20", "town1", "supervision_check", "chemicals", "胶水桶敞口放在流水线旁，没有通风罩。", (CYLINDERS,),
          place="成型线", steps=(
              confirm("7 15:40"), assign("7 16:00", 14, "郑雅芳", measures="胶水随用随领，加局部排风。"))),
    Story("新溪粮油加工（演示）", "9 10:05", "grid2", "grid_report", "confined_space", "下料坑没有警示标志，也不在有限空间台账里。",
          (DUST_DUCT,), severity="major_suspected", criterion="MEM10-13-01", place="下料坑", steps=(
              confirm("8 09:30"),
              assign("8 09:50", 15, "企业安全员", interim_controls="下料坑加盖上锁，未经审批不得进入。"))),
    Story("百合鞋业（演示）", "8 14:00", "town2", "supervision_check", "fire_equipment", "二楼消火栓箱被货架挡死。", (HYDRANT,),
          place="二楼仓库", steps=(confirm("8 14:20", "town2"), assign("8 14:30", 12, "仓库主管", "town2"))),
    Story("玉湖电子（演示）", "10 09:40", "district", "enforcement", "electrical", "老化房配电箱超负荷，线发热变色。", (PANEL,),
          place="老化房", steps=(confirm("10 10:00", "district"), assign("10 10:20", 20, "设备部", "district"))),
    # --- rectifying, more time asked for ---
    Story(FIRST, "12 10:30", "grid1", "grid_report", "machine_guard", "砂光机皮带轮没有护罩，更换要等配件。", (BELT,),
          place="砂光工段二号机", steps=(
              confirm("12 14:00"), assign("11 09:00", 13, "黄志强", measures="定做护罩并装联锁。"),
              Step("1 10:10", "manager1", "request_extension",
                   {"reason": "护罩厂家交货晚一周，附了合同。", "interim_controls": "该机停用，挂牌上锁。"}, due_in=8))),
    # --- rectifying, overdue ---
    Story(SECOND, "20 09:00", "grid1", "grid_report", "fire_exit", "夜班后门上了挂锁。", (EXIT_SIDE,), place="后门",
          steps=(confirm("20 11:10"), assign("19 09:20", 14, "郑雅芳", measures="换成推杆锁。"),
                 Step("4 16:45", "town1", say="到期了还没见照片，请抓紧，后天去看。"))),
    Story("铁树五金（演示）", "26 15:30", "town2", "supervision_check", "gas_cylinder", "气瓶没有防倾倒链，乙炔没有回火阀。",
          (CYLINDERS,), place="焊接区",
          steps=(confirm("26 15:50", "town2"), assign("26 16:10", 10, "车间主任", "town2"))),
    # --- sent back once, second round ---
    Story(SECOND, "15 08:40", "grid1", "grid_report", "fire_exit", "一楼疏散门前堆满纸箱。", (EXIT, EXIT_SIDE), place="一楼北门",
          steps=(confirm("15 10:00"), assign("15 10:20", 7, "郑雅芳", measures="清空并每班检查。"),
                 submit("11 15:10", EXIT_CLOSE, "已清理一部分。", "manager2"),
                 send_back("10 09:15", "照片里还有纸箱挡着门，请全部清空后从同一角度再拍。", 12))),
    # --- major: assigned and signed; assigned, not signed yet; listed; stopped ---
    Story(FIRST, "18 09:20", "expert1", "expert", "dust", "除尘系统卸灰口没有锁气卸灰装置，管道积尘厚。", (DUST, DUST_DUCT),
          severity="major_suspected", criterion="MEM10-11-06", place="除尘间", name="listed", steps=(
              confirm("18 10:40"),
              Step("18 10:50", "town1", "invite_expert", {"expert": "expert1", "question": "卸灰口没有锁气装置，够不够得上重大？"}),
              Step("18 11:00", "expert1", "give_opinion",
                   {"text": "卸灰口直通大气，管道积尘超过 3 毫米，对照粉尘涉爆判定标准，应判为重大，先停三号线。", "severity": "major", "photo": ""},
                   (("signature", "signature"),)),
              assign("17 09:00", 30, "陈立松", **_DUST_PLAN),
              Step("16 14:20", "principal1", "sign_plan", {"note": "按方案办，费用已批。"}, (("signature", "signature"),)),
              Step("15 09:30", "district", "list", {"level": "区级"}),
              Step("15 09:40", "district", "stop_use", {"what": "三号砂光线"}))),
    Story("双桥铸造（演示）", "9 09:00", "district", "enforcement", "high_temp_metal", "炉前坑有积水，浇注时有人从吊运线下走过。",
          (BELT,), severity="major", criterion="MEM10-07-03", place="一号炉前",
          steps=(confirm("9 09:30", "district"), assign("9 10:30", 25, "生产副总", "district", **_METAL_PLAN))),
    # --- submitted: waiting to be inspected again ---
    Story(FIRST, "8 10:30", "grid1", "grid_report", "dust", "砂光机四周积尘很厚，地上能踩出脚印。", (DUST, DUST_CLOSE),
          place="砂光工段", steps=(
              confirm("8 13:30"), assign("8 13:50", 7, "黄志强", measures="每班清扫，除尘先开后关。"),
              submit("1 14:30", DUST_DONE, "已全部清扫，除尘器清灰，从明天起每班登记。", "manager1"))),
    Story(SECOND, "9 09:50", "town1", "supervision_check", "fire_exit", "二楼西侧安全出口放了六箱鞋底。", (EXIT,), place="二楼西门",
          steps=(confirm("9 10:10"), assign("9 10:30", 10, "郑雅芳"),
                 submit("2 11:05", EXIT_DONE, "已搬空，班长每班拍照。", "manager2"))),
    Story("海棠家具（演示）", "11 10:00", "town1b", "supervision_check", "dust", "木粉在梁上积了厚厚一层。", (DUST_CLOSE,),
          place="打磨车间", steps=(
              confirm("11 10:20", "town1b"), assign("11 10:40", 14, "车间主任", "town1b", measures="停机清扫，梁上每周一次。"),
              submit("3 16:20", DUST_DONE, "停机两天，连梁一起清了。"))),
    Story("金沙塑料制品（演示）", "-180", "grid1", "grid_report", "fire_exit", "出口前有两箱边角料，当场搬走。", (EXIT_CLOSE,),
          place="注塑车间后门", disposal="on_the_spot",
          steps=(Step("-176", "grid1", "fix_on_site", {"note": "老板在场，马上搬走了。"}, (("after", EXIT_DONE),)),)),
    Story(FIRST, "4 08:30", "manager1", "self_check", "fire_exit", "自查：涂装间后门有杂物。", (EXIT_SIDE,), place="涂装间",
          steps=(confirm("4 08:50", "manager1"), assign("4 09:00", 3, "刘阿明", "principal1"),
                 submit("2 17:00", EXIT_DONE, "已清走。", "manager1"))),
    # --- transferred to another office ---
    Story("老榕树饭店（演示）", "13 11:20", "grid1", "grid_report", "fuel_gas", "后厨液化气瓶超量存放，软管老化。", (CYLINDERS,),
          place="后厨", steps=(
              confirm("13 15:00"),
              Step("12 09:10", "town1", "transfer", {"to": "城市管理部门（燃气）", "reason": "燃气使用由燃气主管部门处理，已电话抄告。"}))),
    Story("镇海汽修（演示）", "16 10:00", "district", "supervision_check", "chemicals", "废机油桶露天堆放，没有防渗。", (BELT,), place="后院",
          steps=(confirm("16 10:20", "district"),
                 Step("15 09:00", "district", "transfer", {"to": "生态环境部门", "reason": "危险废物贮存，移送处理。"}))),
)

DONE_STORIES = (
    # --- closed ---
    Story(FIRST, "45 09:20", "grid1", "grid_report", "fire_exit", "消防通道停了叉车。", (EXIT,), place="厂区北通道", steps=(
        confirm("45 10:10"), assign("45 10:30", 7, "黄志强"), submit("42 15:00", EXIT_DONE, "叉车改停西侧，已划线。", "manager1"),
        accept("41 09:40"))),
    Story(SECOND, "40 10:15", "grid1", "grid_report", "fire_exit", "安全出口处堆放鞋盒，宽度不足一米。", (EXIT, EXIT_CLOSE), place="三楼西门", steps=(
        confirm("40 14:20"), assign("40 14:40", 10, "郑雅芳", measures="移走鞋盒，装推杆锁。"),
        submit("36 11:30", EXIT_CLOSE, "搬走一半。", "manager2"),
        send_back("35 09:10", "门前还有三箱，请全部移走再拍。", 5),
        submit("33 16:10", EXIT_DONE, "全部移走，已培训班长。", "manager2"), accept("32 10:00"))),
    Story("青石五金加工（演示）", "38 09:00", "town1", "supervision_check", "dust", "抛光工位地面和灯具上有金属粉尘。", (DUST,), place="抛光间", steps=(
        confirm("38 09:20"), assign("38 09:40", 7, "老板本人"), submit("34 14:00", DUST_DONE, "已清扫，换了防爆灯罩。"),
        accept("33 15:20", "清扫到位，台账有了。"))),
    Story("海棠家具（演示）", "36 14:30", "grid1b", "grid_report", "fire_exit", "木料占了疏散通道。", (EXIT_SIDE,), place="备料区", steps=(
        confirm("35 08:50"), assign("35 09:00", 5, "备料组长"), submit("32 10:20", EXIT_DONE, "通道清空。"), accept("31 16:00"))),
    Story("百合鞋业（演示）", "34 10:40", "town2", "supervision_check", "fire_exit", "南门外侧停满电动车，门推不开。", (EXIT,), place="南门", steps=(
        confirm("34 11:00", "town2"), assign("34 11:10", 3, "行政主管", "town2"), submit("32 17:10", EXIT_DONE, "电动车移到车棚。"),
        accept("31 09:30", by="town2"))),
    Story("木棉制衣（演示）", "30 09:10", "grid3", "grid_report", "fire_exit", "二楼布匹堆到出口边上。", (EXIT_CLOSE,), place="二楼裁剪", steps=(
        confirm("30 15:00", "town2"), assign("29 08:40", 7, "裁剪组长", "town2"), submit("25 14:10", EXIT_DONE, "布匹上架，留出一米四。"),
        accept("24 10:50", by="town2"))),
    Story("竹影精密（演示）", "28 10:00", "district", "supervision_check", "dust", "铝粉打磨间没有及时清扫。", (DUST, DUST_DUCT), place="打磨间", steps=(
        confirm("28 10:20", "district"), assign("28 10:40", 10, "生产经理", "district"), submit("21 16:00", DUST_DONE, "改为每班湿式清扫。"),
        accept("20 09:30", by="district"))),
    Story(FIRST, "33 08:30", "manager1", "self_check", "fire_exit", "自查：样品间出口有展架。", (EXIT_SIDE,), place="样品间", steps=(
        confirm("33 08:40", "manager1"), assign("33 08:45", 2, "刘阿明", "manager1"), submit("32 11:00", EXIT_DONE, "展架移走。", "manager1"),
        accept("32 15:30", "看过，可以。", "principal1"))),
    Story("溪口便利超市（演示）", "22 11:00", "grid1", "grid_report", "fire_exit", "后门堆了饮料箱，当场搬开。", (EXIT_CLOSE,), place="后门",
          disposal="on_the_spot", steps=(
              Step("22 11:12", "grid1", "fix_on_site", {"note": "店主一起搬开的。"}, (("after", EXIT_DONE),)),
              accept("21 09:00", "照片清楚，同意销号。"))),
    Story(GRID_ONE, "25 08:20", "grid1", "grid_report", "fire_exit", "巷口堆放建筑模板，消防车进不来。", (EXIT_SIDE,), place="溪口巷 8 号旁", steps=(
        confirm("25 10:00"), assign("25 10:10", 5, "社区物业"), submit("22 16:40", EXIT_DONE, "施工方已运走。", "grid1"), accept("21 11:10"))),
    # --- closed, major: two people accepted, cause told ---
    Story("赤港木艺（演示）", "50 09:30", "expert1", "expert", "dust", "砂光间现场严重积尘，除尘停用。", (DUST, DUST_CLOSE),
          severity="major", criterion="MEM10-11-10", place="砂光间", steps=(
              confirm("50 11:00", "town2"), assign("50 14:00", 20, "企业负责人", "town2", **_DUST_PLAN),
              Step("49 09:20", BOSS, "sign_plan", {}, (("signature", "signature"),)),
              Step("49 10:00", "district", "list", {"level": "区级"}),
              submit("38 15:30", DUST_DONE, "除尘已修复并做了一次全面清扫，卸灰装置换新。"),
              accept("37 10:00", "与专家一起复核。", "district", cause="除尘器长期带病运行，清扫制度没有落实。"),
              accept("36 14:20", "第二人复核，同意销号。", "district2", cause="除尘器长期带病运行，清扫制度没有落实。"))),
    # --- closed, then opened again ---
    Story(SECOND, "29 09:00", "grid1", "grid_report", "fire_exit", "北门通道又堆上了货。", (EXIT,), place="一楼北通道", steps=(
        confirm("29 10:00"), assign("29 10:10", 5, "郑雅芳"), submit("26 15:00", EXIT_DONE, "已清空。", "manager2"), accept("25 16:30"),
        Step("3 09:20", "town1", "reopen", {"reason": "复查后两周又堆满，重新整改。"}, due_in=5))),
    # --- rejected ---
    Story("月季布艺（演示）", "14 09:50", "grid2", "grid_report", "fire_equipment", "消火栓前好像有箱子。", (HYDRANT,), place="楼梯口", steps=(
        Step("13 10:30", "town1", "reject", {"reason": "现场看过，是临时卸货，十分钟后已搬走，不构成隐患。"}),)),
    Story("拱桥商厦（演示）", "21 16:00", "district", "public_tip", "electrical", "群众反映地下车库灯不亮。", (PANEL,), place="地下车库", steps=(
        Step("20 10:00", "district", "reject", {"reason": "属于设施报修，已转物业，不是安全隐患。"}),)),
    # --- merged ---
    Story(FIRST, "17 15:10", "grid1", "grid_report", "dust", "除尘间有积尘。", (DUST_CLOSE,), place="除尘间", steps=(
        Step("16 09:00", "town1", "merge", {"into": "listed", "note": "与专家查出的是同一处。"}),)),
)
# fmt: on

STORIES = OPEN_STORIES + DONE_STORIES
