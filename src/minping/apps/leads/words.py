"""What things are called on the room's pages."""

from minping.apps.leads.models import Lead
from minping.core.findings import Text

SOURCES = {
    "comment": Text("选票旁的留言", "comment beside a ballot"),
    "form": Text("网上表单", "web form"),
    "qr": Text("扫码意见", "QR code"),
    "hotline": Text("热线", "hotline"),
    "website": Text("网站", "website"),
    "programme": Text("行风热线节目", "radio programme"),
    "hearing": Text("听证质询", "hearing"),
    "meeting": Text("座谈会", "meeting"),
    "visit": Text("走访", "visit"),
    "survey": Text("社情民意调查", "survey"),
    "letter": Text("来信", "letter"),
    "box": Text("意见箱", "box"),
    "mail": Text("电子邮件", "e-mail"),
    "phone": Text("来电", "telephone"),
    "api": Text("数据接口", "API"),
    "problem": Text("整改中的问题", "a problem in rectification"),
    "inspection": Text("明察暗访", "inspection"),
    "opinion": Text("由意见立的问题", "a problem from an opinion"),
    "exposure": Text("媒体曝光", "media exposure"),
    "topic": Text("选题评议", "a chosen topic"),
    "self_check": Text("单位自查", "the unit's own check"),
    "office": Text("评议办发现", "found by the office"),
}
OUTCOMES = {
    Lead.Outcome.UNFOUNDED: Text("经查不实", "not borne out"),
    Lead.Outcome.REMINDED: Text("批评教育、提醒谈话", "criticism, reminder"),
    Lead.Outcome.DISCIPLINED: Text("给予处分", "disciplined"),
    Lead.Outcome.JUDICIAL: Text("移送司法机关", "passed to the judiciary"),
    Lead.Outcome.PENDING: Text("另案办理", "handled in another case"),
}
ACTS = {
    "spot": Text("发现", "spotted"),
    "dismiss": Text("认定不属线索", "judged to be none"),
    "seal": Text("封存", "sealed"),
    "hand_over": Text("移交", "handed over"),
    "sign_receipt": Text("签收", "signed for"),
    "feed_back": Text("反馈结果", "result fed back"),
    "close": Text("办结", "closed"),
}


def source_words(source: str) -> Text:
    """Where a lead came from."""
    return SOURCES.get(source, Text(source, source))
