"""Invented opinions, many alike: ``python -m bench.make_opinions FILE ROWS``, one text a line."""

import random
import sys
from pathlib import Path

WHO = [
    "窗口",
    "柜台",
    "办事员",
    "工作人员",
    "科长",
    "主任",
    "值班的人",
    "保安",
    "收费员",
    "网格员",
    "村干部",
    "驻村干部",
    "医生",
    "护士",
    "老师",
    "民警",
    "执法人员",
    "检查组",
]
WHERE = [
    "政务大厅",
    "社保中心",
    "税务大厅",
    "车管所",
    "派出所",
    "卫生院",
    "镇政府",
    "街道办",
    "村委会",
    "供电所",
    "水厂",
    "不动产中心",
    "公积金中心",
    "民政办",
    "学校",
]
WHAT = [
    "办营业执照",
    "办房产证",
    "申请低保",
    "报销医药费",
    "迁户口",
    "办老年证",
    "交水费",
    "领养老金",
    "申请公租房",
    "办准生证",
    "给孩子报名",
    "修路灯",
    "退押金",
    "查档案",
    "办残疾证",
    "签字盖章",
]
HOW = [
    "跑了{n}趟都说材料不齐",
    "等了{n}个小时没有人理",
    "态度很差爱理不理",
    "一直拖着不办",
    "说系统坏了让改天再来",
    "多收了{n}块钱不给票",
    "把我推到别的部门",
    "上班时间玩手机",
    "说话大呼小叫",
    "材料交上去{n}个月没有消息",
    "要求找熟人才肯办",
    "墙上的流程和实际不一样",
    "电话打了{n}次没人接",
    "中午提前下班",
    "停车要绕{n}圈",
    "排队排到外面",
    "当着大家的面训人",
    "说好{n}天办结现在还没影",
]
THEN = [
    "耽误了收成",
    "老人家急得睡不着",
    "孩子差点没学上",
    "工地停了工",
    "车费都花了不少",
    "只好请假再去",
    "到现在也没个说法",
    "邻居家也一样",
]
FRONT = ["", "你好，", "您好！", "我反映一下：", "真是的，", "上个月去办事，", "尊敬的领导："]
BACK = ["", "。", "！！！", "，请领导重视", "，希望管一管", "，没人管吗", "，谢谢"]
_NEIGHBOUR = str.maketrans("说的没不", "讲得冇没")


def opinions(rows: int, seed: int = 7) -> list[str]:
    """``rows`` texts, of which about a third repeat an earlier one with small changes."""
    chance = random.Random(seed)  # noqa: S311 - a seeded generator is the point
    texts: list[str] = []
    for _ in range(rows):
        if texts and chance.random() < 1 / 3:
            texts.append(_changed(chance.choice(texts[-5_000:]), chance))
            continue
        parts = [chance.choice(WHERE) + chance.choice(WHO), chance.choice(WHAT)]
        parts += [how.format(n=chance.randint(2, 30)) for how in chance.sample(HOW, chance.randint(1, 3))]
        texts.append("，".join([*parts, chance.choice(THEN)]))
    return texts


def _changed(text: str, chance: random.Random) -> str:
    clauses = text.strip("。！").split("，")
    if len(clauses) > 2 and chance.random() < 0.3:
        at = chance.randrange(len(clauses) - 1)
        clauses[at], clauses[at + 1] = clauses[at + 1], clauses[at]
    said = "，".join(clauses)
    if chance.random() < 0.2:
        said = said.translate(_NEIGHBOUR)
    return chance.choice(FRONT) + said + chance.choice(BACK)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text("\n".join(opinions(int(sys.argv[2]))), encoding="utf-8")
