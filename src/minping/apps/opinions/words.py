"""What things are called on the room's pages."""

from minping.apps.opinions.models import Opinion
from minping.core.findings import Text

SOURCES = {
    Opinion.Source.COMMENT: Text("选票旁的留言", "comment beside a ballot"),
    Opinion.Source.FORM: Text("网上表单", "web form"),
    Opinion.Source.QR: Text("扫码意见", "QR code"),
    Opinion.Source.HOTLINE: Text("热线工单", "hotline"),
    Opinion.Source.WEBSITE: Text("网站", "website"),
    Opinion.Source.PROGRAMME: Text("行风热线节目", "radio programme"),
    Opinion.Source.HEARING: Text("听证质询", "hearing"),
    Opinion.Source.MEETING: Text("座谈会", "meeting"),
    Opinion.Source.VISIT: Text("走访", "visit"),
    Opinion.Source.SURVEY: Text("社情民意调查", "survey"),
    Opinion.Source.LETTER: Text("来信", "letter"),
    Opinion.Source.BOX: Text("意见箱", "box"),
    Opinion.Source.MAIL: Text("电子邮件", "e-mail"),
    Opinion.Source.PHONE: Text("来电", "telephone"),
    Opinion.Source.API: Text("数据接口", "API"),
}
KINDS = {
    Opinion.Kind.COMPLAINT: Text("投诉、批评", "complaint"),
    Opinion.Kind.SUGGESTION: Text("建议", "suggestion"),
    Opinion.Kind.QUESTION: Text("咨询", "question"),
    Opinion.Kind.PRAISE: Text("表扬", "praise"),
}
