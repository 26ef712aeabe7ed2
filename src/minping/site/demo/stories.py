"""What citizens of the invented county complained of, and how far each matter has come."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    """A matter and how far it went. ``unit``: code; ``days``: how long ago it began; ``end``: where it stands.

    ``says``: the opinions behind it, each by another person; ``office``: the matter in the office's words.
    """

    unit: str
    days: int
    end: str
    title: str
    office: str
    says: tuple[str, ...]
    klass: str = "planned"
    measures: str = ""
    done: str = ""
    topics: tuple[str, ...] = ()


STORIES = (
    Story(
        "U107",
        96,
        "watch",
        "报账窗口中午无人值守",
        "群众反映报账窗口中午关门，多次往返。",
        (
            "财政窗口中午十二点就关门了，我从乡下赶来办事白跑一趟，能不能中午留个人。",
            "窗口中午没人，门口贴的时间是一点半，实际两点多才来。",
        ),
        klass="immediate",
        done="自6月起窗口实行轮流值班，中午不断岗。值班表在窗口公示，3名工作人员轮班，已抽查5次，均在岗。",
    ),
    Story(
        "U107",
        40,
        "plan_returned",
        "补贴发放进度查不到",
        "群众反映惠农补贴是否发放、发放多少没有查询渠道。",
        ("惠农补贴打没打到卡上一直查不到，问村里说问财政，问财政说等通知。",),
        measures="加强学习，提高认识，进一步改进工作。",
    ),
    Story(
        "U107",
        30,
        "in_progress",
        "非税票据开具等待时间长",
        "群众反映开具非税票据排队超过一小时。",
        ("开个票排了一个半小时，只有一个窗口在办。",),
        measures="增开第2个开票窗口；10月底前上线自助开票机1台；每日公布平均等候时间。责任人：国库股负责人。",
    ),
    Story(
        "U302",
        75,
        "reopened",
        "小区供水夜间压力不足",
        "群众反映高层住户夜间停水、水压不足。",
        ("我们小区五楼以上晚上基本没水，打了几次电话说在修，修完第二天又一样。",),
        measures="更换加压泵2台，11月15日前完成；安排专人每晚8时测压并记录。责任人：供水股负责人。",
        done="已于11月5日更换加压泵2台，夜间测压达到0.28兆帕，维修记录见附件。",
    ),
    Story(
        "U202",
        120,
        "recurred",
        "窗口人员态度生硬",
        "群众反映窗口人员说话生硬、不耐烦。",
        ("窗口那个女的说话特别冲，多问一句就说自己看墙上。",),
        klass="immediate",
        done="7月12日对当事人批评教育并调离窗口，全体窗口人员开展服务礼仪培训2次，评价器投诉降为0。",
    ),
    Story(
        "U109",
        55,
        "overdue",
        "审批材料反复补正",
        "群众反映同一事项多次要求补充材料，每次说法不同。",
        (
            "办个许可证跑了四趟都说材料不齐，每次说的还不一样。",
            "材料清单和网上写的对不上，到了窗口又让补一个盖章的。",
        ),
        measures="修订办事指南，10月20日前上网公布；窗口一次性书面告知。责任人：审批股负责人。",
    ),
    Story(
        "U203",
        48,
        "asked",
        "占道施工未设夜间警示",
        "群众反映施工路段夜间无灯无警示。",
        ("修路挖的坑晚上一点灯都没有，上周有人骑车摔了进去。",),
        klass="immediate",
        done="已于当日设置警示灯12盏、围挡40米，每晚巡查两次，巡查记录已存档。",
    ),
    Story(
        "U111",
        26,
        "reported",
        "路灯损坏长期未修",
        "群众反映路灯损坏三个月，报修无人处理。",
        ("路灯坏了三个月，报修了没人管，老人晚上不敢出门。",),
        klass="immediate",
        done="已整改到位，今后将加强管理。",
    ),
    Story(
        "U607",
        130,
        "long_term",
        "老旧小区没有停车位",
        "群众反映老旧小区停车难。",
        ("小区停车位太少，晚上回来根本没地方停。",),
        measures="列入城市更新计划，分三年实施；先行划定夜间临时车位60个。责任人：分管副局长。",
    ),
    Story(
        "U304",
        21,
        "extension",
        "公交线路调整未提前公告",
        "群众反映线路调整没有提前通知。",
        ("公交改线了没人通知，等了四十分钟才知道不走这边了。",),
        measures="11月底前在全部站点张贴公告，今后调整提前7日公布。责任人：运管股负责人。",
    ),
    Story(
        "U105",
        9,
        "registered",
        "低保申请长期没有答复",
        "群众反映申请提交半年没有结果。",
        ("低保申请交上去半年没有任何消息，打电话总说再等等。",),
    ),
)
"""Units by their code in the demo's county; the last to come stand at the end."""

WAITING = (
    ("U107", "complaint", "报销单子退回来三次，每次都说少一个章，能不能一次说清楚。"),
    ("U107", "complaint", "报销的单子被退了三次，每次说缺一个章，请一次讲清楚！"),
    ("U107", "praise", "财政窗口的小姑娘很热情，帮我把表都填好了，十分钟办完。"),
    ("U109", "complaint", "科长暗示要请吃饭才给签字，我没请，材料就一直压着。"),
    ("U102", "complaint", "学校强制交补课费和资料费，不交就不发书。"),
    ("U108", "suggestion", "大厅叫号机坏了，大家全挤在一起，希望早点修好。"),
    ("", "complaint", "楼下烧烤店半夜还在营业，油烟和噪音很大，不知道归谁管。"),
    ("U202", "question", "请问个体户年报现在去哪里办，网上一直登录不上。"),
)
"""What came in lately and waits to be read: unit, kind, words."""
