"""Recorded acts in words: ``campaigns.round.open`` is 轮次：开始投票, "round: open"."""

from collections.abc import Mapping

from minping.core.findings import Text
from minping.core.lifecycle import CAMPAIGN, CAMPAIGN_SHORT, MACHINES


def act_words(act: str) -> Text:
    """An act as people call it; the code itself where no words are known for it."""
    room, *rest = act.split(".")
    if room == "year" and len(rest) == 1:
        return _joined(THINGS["campaign"], _MOVES["campaign"].get(rest[0]), rest[0])
    if len(rest) == 1:
        return _joined(THINGS.get(room), VERBS.get(rest[0]), rest[0])
    thing, *verbs = rest
    known = [_MOVES.get(thing, {}).get(verb) or VERBS.get(verb) for verb in verbs]
    told = [word or Text(verb, verb) for word, verb in zip(known, verbs, strict=True)]
    what = Text("，".join(word.zh for word in told), ", ".join(word.en for word in told))
    return _joined(THINGS.get(thing), what, act)


def has_words(act: str) -> bool:
    """Whether every part of the act has its words."""
    room, *rest = act.split(".")
    if len(rest) == 1:
        moves = _MOVES["campaign"] if room == "year" else VERBS
        return (room in THINGS or room == "year") and rest[0] in moves
    thing, *verbs = rest
    return thing in THINGS and all(verb in VERBS or verb in _MOVES.get(thing, {}) for verb in verbs)


def _joined(thing: Text | None, what: Text | None, act: str) -> Text:
    if thing is None:
        return Text(act, act)
    done = what or Text(act, act)
    return Text(f"{thing.zh}：{done.zh}", f"{thing.en}: {done.en}")


_MOVES: Mapping[str, Mapping[str, Text]] = {
    **{machine.name: {move.act: move.label for move in machine.transitions} for machine in MACHINES},
    "campaign": {move.act: move.label for year in (CAMPAIGN_SHORT, CAMPAIGN) for move in year.transitions},
}
"""What is done along a lifecycle has its words there already."""

THINGS = {
    "assignment": Text("评议员指派", "assignment of an appraiser"),
    "campaign": Text("评议活动", "campaign"),
    "candidate": Text("评议员人选", "candidate"),
    "candidates": Text("评议员人选", "candidates"),
    "category": Text("类别", "category"),
    "close": Text("提前截止", "closing a round"),
    "code": Text("领票码", "code"),
    "codes": Text("领票码", "codes"),
    "comments": Text("意见建议原文", "texts of opinions"),
    "commitment": Text("承诺", "commitment"),
    "commitments": Text("承诺", "commitments"),
    "contact": Text("联系方式", "contact"),
    "contacts": Text("完整姓名和号码", "full names and numbers"),
    "content": Text("评议内容", "content"),
    "clock": Text("期限", "time limits"),
    "deliverable": Text("单位报送事项", "what units hand in"),
    "documents": Text("文件", "documents"),
    "draw": Text("抽样", "draw"),
    "duty": Text("承诺事项", "duty"),
    "example": Text("典型", "example"),
    "explanation": Text("缺项说明", "reason for what is absent"),
    "file": Text("发送文件", "file for sending"),
    "finding": Text("督查发现", "finding"),
    "freeze": Text("冻结方案", "freezing the scheme"),
    "givers": Text("提意见人信息", "who gave opinions"),
    "grant": Text("角色", "role"),
    "import": Text("导入表格", "import"),
    "inspection": Text("督查", "inspection"),
    "invitation": Text("邀请", "invitation"),
    "invitations": Text("邀请", "invitations"),
    "keeper": Text("线索保管人", "keeper of leads"),
    "keeper_end": Text("停用线索保管人", "ending a keeper of leads"),
    "keeper_name": Text("指定线索保管人", "naming a keeper of leads"),
    "lead": Text("问题线索", "lead"),
    "ledger": Text("问题台账", "ledger of problems"),
    "material": Text("培训材料", "training material"),
    "member": Text("领导小组和成员单位", "leading group and departments"),
    "message": Text("通知", "message"),
    "number": Text("手机号", "telephone number"),
    "office": Text("办公室", "office"),
    "opinion": Text("意见建议", "opinion"),
    "paper": Text("测试", "test"),
    "participation": Text("参评单位", "units taking part"),
    "password": Text("密码", "password"),
    "permission": Text("权限", "permission"),
    "person": Text("个人信息", "personal data"),
    "point": Text("收意见点", "point of collection"),
    "pool": Text("评议员队伍", "pool of appraisers"),
    "problem": Text("问题", "problem"),
    "promise": Text("承诺兑现", "promise"),
    "publish": Text("公布结果", "publishing the result"),
    "record": Text("现场记录", "field record"),
    "reissue": Text("补发", "re-issue"),
    "release": Text("公布典型", "releasing an example"),
    "reminders": Text("催办名单", "reminders"),
    "report": Text("报告", "report"),
    "rights": Text("督查权限", "rights of inspectors"),
    "roster": Text("名册", "roster"),
    "round": Text("轮次", "round"),
    "rules": Text("发送规则", "rules of sending"),
    "run": Text("计分记录", "score run"),
    "scheme": Text("方案", "scheme"),
    "second_factor": Text("第二重验证", "second factor"),
    "session": Text("登录", "session"),
    "staff": Text("工作人员号码", "numbers of own staff"),
    "stage": Text("阶段", "stage"),
    "survey": Text("测评表", "survey"),
    "table": Text("报送的表格", "table"),
    "tags": Text("标签", "tags"),
    "tally": Text("计票", "tally"),
    "task": Text("任务", "task"),
    "template": Text("通知模板", "template"),
    "terms": Text("办理期限", "terms"),
    "evidence": Text("佐证材料", "evidence"),
    "topic": Text("评议题目", "topic"),
    "topics": Text("重点题目", "focus topics"),
    "unit": Text("单位", "unit"),
    "units": Text("单位", "units"),
    "unlock": Text("解锁领票码", "unlocking a code"),
    "user": Text("账号", "account"),
    "warning": Text("名册提醒", "warning about a roster"),
}
"""What an act is done to: the middle of its code."""

VERBS = {
    "accepted": Text("认可", "accepted"),
    "access_given": Text("开放查看", "access given"),
    "added": Text("添加", "added"),
    "adopted": Text("按方案设置类别和轮次", "categories and rounds set up from it"),
    "agreed": Text("第二人确认", "agreed to by the second person"),
    "all_taken": Text("全员参加", "everybody is asked"),
    "announced": Text("内部通报", "announced to the units"),
    "app_added": Text("启用动态口令", "authenticator app set up"),
    "app_removed": Text("停用动态口令", "authenticator app removed"),
    "applied": Text("写入", "applied"),
    "asked": Text("提请", "asked for"),
    "assigned": Text("交办", "assigned"),
    "attended": Text("登记到会", "attendance noted"),
    "batch_taken_back": Text("撤回一批", "a batch taken back"),
    "begun": Text("开始", "begun"),
    "changed": Text("修改", "changed"),
    "chosen": Text("选定", "chosen"),
    "closed": Text("关闭", "closed"),
    "committed": Text("公布承诺", "commitment published"),
    "computed": Text("计算", "computed"),
    "corrected": Text("更正名称", "name corrected"),
    "created": Text("建立", "created"),
    "deleted": Text("删除", "deleted"),
    "described": Text("修改说明", "described"),
    "destroyed": Text("销毁", "destroyed"),
    "dice_differ": Text("两次录入不一致", "the two entries of the dice differ"),
    "dice_entered": Text("录入骰子点数", "dice entered"),
    "discarded": Text("放弃", "given up"),
    "done": Text("办结", "done"),
    "drawn": Text("抽取", "drawn"),
    "dropped": Text("取消", "dropped"),
    "edited": Text("修改", "edited"),
    "ended": Text("终止", "ended"),
    "erased": Text("到期删除", "erased"),
    "exported": Text("导出", "exported"),
    "failed": Text("失败", "failed"),
    "denied": Text("无权访问被拒", "refused"),
    "filled": Text("填入名单", "filled"),
    "from_pools": Text("从评议员队伍列入", "filled from pools"),
    "frozen": Text("冻结", "frozen"),
    "given": Text("授予", "given"),
    "handed_out": Text("发放初始密码", "first password handed out"),
    "import": Text("按表导入", "imported"),
    "imported": Text("按表导入", "imported"),
    "joined": Text("加入", "joined"),
    "judged": Text("评定", "judged"),
    "kept_beside": Text("另存一份", "kept beside"),
    "key_added": Text("添加安全密钥", "security key added"),
    "key_removed": Text("移除安全密钥", "security key removed"),
    "left": Text("退出", "left"),
    "link_made": Text("生成一次性链接", "one-time link made"),
    "listed": Text("导出", "listed"),
    "locked": Text("锁定", "locked"),
    "made": Text("建立", "made"),
    "merged": Text("合并", "merged"),
    "missing": Text("退回未报", "missing"),
    "moved": Text("调整", "moved"),
    "named": Text("指定", "named"),
    "not_needed": Text("无须报送", "not needed"),
    "opened": Text("打开", "opened"),
    "opted_out": Text("退订", "opted out"),
    "planned": Text("计划", "planned"),
    "prepared": Text("准备", "prepared"),
    "issued": Text("印发", "issued"),
    "proposed": Text("推荐", "proposed"),
    "published": Text("公布", "published"),
    "put": Text("保存", "put"),
    "queued": Text("排队", "queued"),
    "raise": Text("立为问题", "raised as a problem"),
    "recovery_codes_made": Text("生成备用码", "recovery codes made"),
    "refused": Text("不同意", "refused"),
    "reissued": Text("补发", "re-issued"),
    "released": Text("公开", "released"),
    "removed": Text("移除", "removed"),
    "renamed": Text("改名", "renamed"),
    "renewed": Text("换码", "renewed"),
    "reopened": Text("重新启用", "opened again"),
    "reported": Text("报送", "reported"),
    "requeued": Text("重新排队", "queued again"),
    "reset": Text("重置", "reset"),
    "restored": Text("恢复", "restored"),
    "retired": Text("停用", "retired"),
    "returned": Text("退回", "returned"),
    "reviewed": Text("复核", "reviewed"),
    "row_excluded": Text("一人不列入", "a row left out"),
    "row_included": Text("一人重新列入", "a row taken in again"),
    "rows_excluded": Text("相关的人不列入", "rows left out"),
    "saved": Text("保存", "saved"),
    "screened": Text("检查", "looked through"),
    "set": Text("设定", "set"),
    "set_by_link": Text("用链接设定", "set by the link"),
    "settled": Text("办理", "settled"),
    "split": Text("分设", "split"),
    "kept": Text("保存", "kept"),
    "solved": Text("评为已解决", "judged solved"),
    "not_solved": Text("评为未解决", "judged not solved"),
    "spotted": Text("发现", "spotted"),
    "submitted": Text("报送", "submitted"),
    "switched": Text("切换", "switched"),
    "taken": Text("收下", "taken"),
    "taken_back": Text("撤回", "taken back"),
    "taken_too": Text("一并收下", "taken too"),
    "undone": Text("撤销", "undone"),
    "unlocked": Text("解锁", "unlocked"),
    "uploaded": Text("上传", "uploaded"),
    "waiting": Text("退回待办", "waiting again"),
    "withdrawn": Text("撤回", "withdrawn"),
    "written": Text("写成", "written"),
}
"""What is done: the end of its code, where no lifecycle names it."""
