"""The demo's complaints on their way to the cure, told on the days on which each thing happened."""

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from minping.apps.accounts.selectors import actor_for, users
from minping.apps.accounts.services import NewGrant, grant_give, user_create
from minping.apps.casework import services
from minping.apps.foundation.actors import NOBODY, SYSTEM, Actor
from minping.apps.foundation.approvals import agree
from minping.apps.foundation.clock import as_of, today
from minping.apps.foundation.roles import Role
from minping.apps.opinions.services import opinion_take
from minping.site.demo.logins import PASSWORD
from minping.site.demo.office import Office
from minping.site.demo.stories import STORIES, WAITING, Story


@dataclass
class Telling:
    """One story while it is told: who acts for the unit, on which day it is, the problem once there is one."""

    office: Office
    campaign: UUID
    unit: UUID
    liaison: Actor
    day: date
    deadline: date
    opinions: tuple[UUID, ...] = ()
    problem: UUID = UUID(int=0)

    def later(self, days: int = 3) -> date:
        """Let some days pass; never beyond today."""
        self.day = min(self.day + timedelta(days=days), today())
        return self.day


def complain(office: Office, campaign: UUID) -> None:
    """All stories of the running campaign, and what came in lately."""
    liaisons = _liaisons(office, {story.unit for story in STORIES})
    for story in STORIES:
        if story.unit not in office.units:
            continue
        begun = today() - timedelta(days=story.days)
        deadline = _deadline(story, begun)
        telling = Telling(office, campaign, office.units[story.unit], liaisons[story.unit], begun, deadline)
        _tell(telling, story)
    for at, (unit, kind, words) in enumerate(WAITING):
        with as_of(today() - timedelta(days=len(WAITING) - at)):
            opinion_take(
                actor=NOBODY,
                campaign=campaign,
                source="qr" if at % 3 == 0 else "form",
                text=words,
                unit=office.units.get(unit) if unit else None,
                kind=kind,
                wants_answer=kind != "praise",
            )


def _liaisons(office: Office, codes: set[str]) -> dict[str, Actor]:
    """Who acts for each unit of a story."""
    return {code: liaison_of(office, code) for code in sorted(codes & set(office.units))}


def liaison_of(office: Office, code: str) -> Actor:
    """The liaison of a unit, with an account of his own; one is made where there is none yet."""
    if office.units[code] in office.liaison.units:
        return office.liaison
    username = f"liaison-{code.lower()}"
    user = next((one.id for one in users(text=username) if one.username == username), None)
    if user is None:
        user = user_create(actor=SYSTEM, username=username, name="单位联络员", password=PASSWORD)
        grant_give(actor=SYSTEM, user=user, grant=NewGrant(Role.LIAISON, office.units[code]))
    return actor_for(user)


def _tell(telling: Telling, story: Story) -> None:
    with as_of(telling.day):
        telling.opinions = tuple(
            opinion_take(
                actor=NOBODY,
                campaign=telling.campaign,
                source="form",
                text=words,
                unit=telling.unit,
                consent=at == 0,
                wants_answer=True,
            ).id
            for at, words in enumerate(story.says)
        )
    with as_of(telling.later(2)):
        telling.problem = services.problem_raise(
            actor=telling.office.clerk,
            campaign=telling.campaign,
            unit=telling.unit,
            origin="masses",
            source="opinion",
            title=story.title,
            text=story.office,
            opinions=telling.opinions,
            topics=story.topics,
        )
    if story.end == "registered":
        return
    with as_of(telling.later(1)):
        services.problem_assign(
            actor=telling.office.clerk,
            problem=telling.problem,
            klass=story.klass,
            handler="分管副职",
            handler_post="副局长",
            deadline=telling.deadline,
        )
    _plan(telling, story)


def _deadline(story: Story, begun: date) -> date:
    """Ahead of today for what is still being worked on; three weeks past for what is late."""
    if story.end == "overdue":
        return today() - timedelta(days=21)
    ahead = {"in_progress": 12, "extension": 4}
    return max(begun + timedelta(days=45), today() + timedelta(days=ahead.get(story.end, 10)))


def _plan(telling: Telling, story: Story) -> None:
    """The unit's plan, if the matter needs one; then the work."""
    if story.klass == "immediate":
        with as_of(telling.later(1)):
            services.problem_start(actor=telling.liaison, problem=telling.problem)
        return _report(telling, story)
    with as_of(telling.later(4)):
        services.plan_submit(
            actor=telling.liaison,
            problem=telling.problem,
            content=f"针对“{story.title}”，制定如下整改方案。",
            measures=story.measures,
            handler="分管副职",
            deadline=telling.deadline,
        )
    with as_of(telling.later(2)):
        accept = story.end != "plan_returned"
        reason = "" if accept else "措施太笼统，没有时间、数量和责任人，请逐条写明。"
        services.plan_decide(
            actor=telling.office.clerk, problem=telling.problem, accept=accept, reason=reason
        )
    if not accept:
        return None
    with as_of(telling.later(1)):
        services.problem_start(actor=telling.liaison, problem=telling.problem)
    return _afterwards(telling, story)


def _afterwards(telling: Telling, story: Story) -> None:
    """What becomes of a planned rectification."""
    if story.end == "long_term":
        with as_of(telling.later(20)):
            asked = services.problem_long_term(
                actor=telling.office.clerk,
                problem=telling.problem,
                obstacle="须待城市更新项目立项和用地批复。",
                next_date=telling.deadline + timedelta(days=45),
            )
            agree(actor=telling.office.lead, approval=asked)
    elif story.end == "extension":
        with as_of(telling.later(2)):
            services.extension_ask(
                actor=telling.liaison,
                problem=telling.problem,
                deadline=telling.deadline + timedelta(days=20),
                reason="公告牌统一制作需要两周，已先在车厢内张贴。",
            )
    elif story.done:
        _report(telling, story)


def _report(telling: Telling, story: Story) -> None:
    """The unit reports; the office looks; the givers are asked."""
    with as_of(telling.later(4)):
        services.report_submit(
            actor=telling.liaison, problem=telling.problem, text=story.done, files=[_photograph(story)]
        )
    if story.end == "reported":
        return
    with as_of(telling.later(2)):
        services.report_decide(actor=telling.office.clerk, problem=telling.problem, accept=True)
        services.problem_verify(
            actor=telling.office.clerk, problem=telling.problem, note="现场查看，与报告一致。"
        )
    with as_of(telling.later(1)):
        services.citizens_ask(actor=telling.office.clerk, problem=telling.problem)
    if story.end == "asked":
        return
    with as_of(telling.later(2)):
        for opinion in telling.opinions:
            solved = story.end != "reopened"
            services.check_answer(
                opinion=opinion, solved=solved, words="" if solved else "修了两天又没水了。"
            )
    if story.end == "recurred":
        _recur(telling, story)


def _recur(telling: Telling, story: Story) -> None:
    """It came up again while it was watched."""
    with as_of(telling.later(20)):
        again = opinion_take(
            actor=NOBODY,
            campaign=telling.campaign,
            source="hotline",
            text="上次说整改了，我今天去还是那个态度，问三句回一句。",
            unit=telling.unit,
            wants_answer=True,
        )
        services.problem_recur(
            actor=telling.office.clerk,
            problem=telling.problem,
            text="观察期内群众再次反映同一窗口态度生硬。",
            opinions=(again.id,),
        )


def _photograph(story: Story) -> SimpleUploadedFile:
    """Stands for a picture of the place: two fields of colour, never the same for two stories."""
    picture = Image.new("RGB", (640, 400), "#d9e2ec")
    picture.paste("#52606d", (0, 250 + len(story.title), 640, 400))
    written = BytesIO()
    picture.save(written, "PNG")
    return SimpleUploadedFile("现场照片（演示）.png", written.getvalue(), "image/png")
