"""Who signs in to the demo: one login for each role, all with one password that everybody may know."""

from __future__ import annotations

from dataclasses import dataclass

from ..permissions import Role

PASSWORD = "xunan-demo"  # noqa: S105 - printed in the README on purpose


@dataclass(frozen=True)
class Person:
    """One login: who it is, and where the post is (code of an area, or name of an enterprise)."""

    login: str
    name: str
    role: Role
    title: str
    area: str | None = None
    enterprise: str | None = None
    about: str = ""


#: The enterprises of manager1 and manager2, in grid1's grid.
FIRST, SECOND = "云杉木业（演示）", "海岬鞋业（演示）"
#: The grids of grid1 and grid2, both of town1's town.
GRID_ONE, GRID_TWO = "350304102-G01", "350304102-G02"

PEOPLE = (
    Person("admin", "魏安平", Role.ADMIN, "系统管理员", about="全部区域 the whole site"),
    Person("district", "宋国华", Role.DISTRICT, "应急管理局监管员", area="350304", about="荔城区 district"),
    Person("town1", "方敏", Role.TOWNSHIP, "安监干部", area="350304102", about="新度镇 township"),
    Person("town2", "吴振东", Role.TOWNSHIP, "安监干部", area="350304101", about="黄石镇 township"),
    Person("grid1", "林小满", Role.GRID, "网格员", area=GRID_ONE, about="新度镇第一网格 grid"),
    Person("grid2", "郭晓芸", Role.GRID, "网格员", area=GRID_TWO, about="新度镇第二网格 grid"),
    Person("manager1", "黄志强", Role.MANAGER, "安全员", enterprise=FIRST, about=f"{FIRST} manager"),
    Person("manager2", "郑雅芳", Role.MANAGER, "安全员", enterprise=SECOND, about=f"{SECOND} manager"),
    Person("principal1", "陈立松", Role.PRINCIPAL, "总经理", enterprise=FIRST, about=f"{FIRST} principal"),
    Person("employee1", "刘阿明", Role.EMPLOYEE, "砂光工", enterprise=FIRST, about=f"{FIRST} employee"),
    Person("expert1", "许明远", Role.EXPERT, "注册安全工程师", area="350304", about="荔城区 expert"),
)

#: Colleagues who appear in histories and do not sign in (their `login` is only a name for the stories).
COLLEAGUES = (
    Person("district2", "苏海燕", Role.DISTRICT, "应急管理局监管员", area="350304"),
    Person("town1b", "游晓东", Role.TOWNSHIP, "安监干部", area="350304102"),
    Person("grid1b", "曾庆林", Role.GRID, "网格员", area="350304102-G03"),
    Person("grid3", "朱素琴", Role.GRID, "网格员", area="350304101-G01"),
)

#: Login → who it is, for the greeting of `make start`.
LOGINS = {person.login: f"{person.name}  {person.about}" for person in PEOPLE}
