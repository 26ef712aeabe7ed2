"""Two records under one id, side by side. What citizens said is not shown: it is read as opinions alone."""

from dataclasses import dataclass

from minping.apps.campaigns.asked import unit_names
from minping.apps.oversight.field.reading import Frame, frame_of, survey_of, visit_of
from minping.apps.oversight.field.services import text_of
from minping.apps.oversight.inspections.selectors import MANNERS
from minping.apps.oversight.models import FieldRecord, Visit
from minping.apps.oversight.surveys.selectors import PLACES, RESPONDENTS
from minping.core.findings import Text


@dataclass(frozen=True)
class Compared:
    """One field of both records."""

    label: Text
    first: str | Text
    later: str | Text

    @property
    def differs(self) -> bool:
        """Whether the two say different things."""
        return self.first != self.later


def shown_of(first: FieldRecord, later: FieldRecord) -> list[Compared]:
    """The fields of two records of one id."""
    one, other = _fields(first), _fields(later)
    return [Compared(label, value, other.get(label, "")) for label, value in one.items()]


def _fields(kept: FieldRecord) -> dict[Text, str | Text]:
    frame = frame_of(text_of(kept).encode())
    told: dict[Text, str | Text] = {
        Text("收到", "Received"): f"{kept.by_name}",
        Text("日期", "Day"): frame.day.isoformat(),
        Text("时间", "Time"): f"{frame.time:%H:%M}" if frame.time else "",
        Text("地点", "Place"): frame.place,
        Text("照片", "Photos"): str(len(frame.photos)),
    }
    return told | (_visit(frame) if kept.kind == FieldRecord.Kind.VISIT else _survey(frame))


def _visit(frame: Frame) -> dict[Text, str | Text]:
    said = visit_of(frame)
    points = (f"{one['head']}：{one['text']} {'✓' if one['answer'] == 'yes' else '✗'}" for one in said.points)
    return {
        Text("单位", "Unit"): unit_names([said.unit]).get(said.unit, ""),
        Text("方式", "Manner"): MANNERS[Visit.Manner(said.manner)],
        Text("看到的情况", "What was seen"): said.summary,
        Text("检查要点", "Check points"): "\n".join(points),
        Text("发现的问题", "Findings"): "\n".join(said.findings),
    }


def _survey(frame: Frame) -> dict[Text, str | Text]:
    said = survey_of(frame)
    return {
        Text("地点类型", "Kind of place"): {str(k): word for k, word in PLACES.items()}[said.place_kind],
        Text("走访对象", "With"): {str(k): word for k, word in RESPONDENTS.items()}[said.respondent],
        Text("意见（条）", "Opinions"): str(len(said.opinions)),
    }
