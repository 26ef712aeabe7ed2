"""What the states of this room are called."""

from minping.apps.partners.models import Submission
from minping.apps.partners.selectors import (
    ABSENT,
    DRAFT,
    REOPENED,
    SIGNED,
    WAITING,
    ComponentStand,
    SiteStand,
)
from minping.core.findings import Text

STATES = {
    WAITING: Text("待报送", "awaited"),
    DRAFT: Text("待签字", "not signed yet"),
    SIGNED: Text("已签字", "signed"),
    REOPENED: Text("已重开，待更正签字", "reopened, to be corrected and signed"),
    ABSENT: Text("已签字说明不报", "absence signed"),
}
COMING = Text("分期报送中", "periods coming in")
"""Of a year some of whose periods are still to come."""
MARKS = {WAITING: "waiting", DRAFT: "waiting", SIGNED: "done", REOPENED: "waiting", ABSENT: "plain"}


def state_of(stand: ComponentStand | SiteStand) -> Text:
    """What the state of a component or site is called."""
    lacking = isinstance(stand, ComponentStand) and stand.lacking
    return COMING if lacking and stand.state == DRAFT else STATES[stand.state]


VERSIONS = {
    Submission.State.DRAFT: Text("草稿", "draft"),
    Submission.State.SIGNED: Text("已签字，有效", "signed, in force"),
    Submission.State.REOPENED: Text("曾签字，后重开", "signed once, reopened"),
    Submission.State.REPLACED: Text("签字前被替代", "replaced before it was signed"),
}
ATTENDED = {
    "head": Text("主要领导上线", "the head on air"),
    "substitute": Text("替代上线", "a substitute on air"),
    "absent": Text("缺席", "absent"),
    "": Text("待播出", "to come"),
}
ON_AIR_MARKS = {"head": "done", "substitute": "waiting", "absent": "late"}
