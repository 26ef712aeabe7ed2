"""复核答复函: the written answer to the unit, with what was examined, found and changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from minping.apps.campaigns.selectors import campaign_of
from minping.apps.documents.content import (
    Align,
    Block,
    Column,
    Document,
    Facts,
    Heading,
    Letterhead,
    Paragraph,
    Role,
    Row,
    Signature,
    Table,
)
from minping.apps.documents.letterhead import blank_number
from minping.apps.foundation.pages import language
from minping.apps.results.appeals.deciding import new_run_of
from minping.apps.results.appeals.showing import Line, Shown, shown
from minping.apps.results.models import Appeal, ScoreRun
from minping.apps.results.moved import Moved, moved_between
from minping.apps.results.reports.speech import Speech
from minping.apps.units.selectors import own_office
from minping.core.findings import Text

ANSWERS = ("close", "close_corrected")
CHECKS = ("recount", "check_evidence")


@dataclass(frozen=True)
class Letter:
    """A document to be saved under ``name``, dated with ``day``."""

    document: Document
    name: str
    day: date


def own_change(appeal: Appeal) -> Moved | None:
    """What the correction changed for the unit that appealed."""
    new = new_run_of(appeal)
    if new is None:
        return None
    return next((one for one in moved_between(appeal.run, new) if one.unit == appeal.unit_id), None)


def answer_draft(appeal: Appeal) -> Text:
    """The answer in words as far as the record tells it; the office goes on from there."""
    one = shown(appeal)
    if one.state == "rejected":
        return Text(
            f"你单位对「{one.about.zh}」的申诉，经审查不予受理。",
            f"Your appeal against “{one.about.en}” was not taken up.",
        )
    if one.state == "upheld":
        return Text(
            f"你单位对「{one.about.zh}」的申诉，经未参与原计分和复核的人员复核，没有发现差错，维持原结果。",
            f"Your appeal against “{one.about.en}” was examined by somebody not involved before. No fault was "
            "found; the result is upheld.",
        )
    change = own_change(appeal)
    told = _change_words(change) if change else Text("你单位得分、名次不变", "your score and rank stay")
    return Text(
        f"你单位对「{one.about.zh}」的申诉，经复核查实有误，已在源头更正并重新核算，{told.zh}。",
        f"Your appeal against “{one.about.en}” was found right. The fault was mended at its source and the "
        f"result computed again: {told.en}.",
    )


def _change_words(one: Moved) -> Text:
    zh = [f"得分由{one.score_before or '无'}更正为{one.score_after or '无'}"]
    en = [f"score {one.score_before or 'none'} → {one.score_after or 'none'}"]
    if one.ranks:
        zh.append(f"名次由{_rank(one.rank_before)}变为{_rank(one.rank_after)}")
        en.append(f"rank {one.rank_before or 'none'} → {one.rank_after or 'none'}")
    if one.grade_before != one.grade_after:
        zh.append(f"等次由{one.grade_before or '无'}变为{one.grade_after or '无'}")
        en.append(f"grade {one.grade_before or 'none'} → {one.grade_after or 'none'}")
    return Text("，".join(zh), ", ".join(en))


def _rank(rank: str) -> str:
    return f"第{rank}名" if rank else "不排名"


def answer_letter(appeal: Appeal) -> Letter | None:
    """The letter of a closed appeal; None before it was answered."""
    one = shown(appeal)
    last = next((line for line in reversed(one.lines) if line.step.act in ANSWERS), None)
    campaign = campaign_of(appeal.campaign_id)
    if last is None or campaign is None:
        return None
    say, office = Speech(language()), own_office().name
    day = timezone.localtime(last.step.at).date()
    title = say(campaign.title, campaign.title_en or campaign.title)
    blocks = (
        Paragraph(f"{one.unit}{say('：', ':')}", Role.ADDRESSEE),
        Paragraph(
            say(
                f"你单位{say.day(appeal.received)}对{title}结果提出的申诉（第{appeal.number}号）收悉。"
                "现答复如下。",
                f"This answers your appeal no. {appeal.number} of {say.day(appeal.received)} against the result "
                f"of {title}.",
            )
        ),
        Heading(say("申诉事项", "What was appealed against")),
        Facts(_facts(say, one)),
        Paragraph(say(f"申诉理由：{appeal.reason}", f"Reason given: {appeal.reason}")),
        Heading(say("复核情况", "What was examined")),
        *_checks(say, one),
        Heading(say("决定", "Decision")),
        *_decision(say, one, appeal),
        *(Paragraph(words) for words in last.step.note.splitlines() if words.strip()),
    )
    document = Document(
        title=say("关于申诉复核结果的答复函", "Answer to an appeal"),
        subtitle=one.unit,
        blocks=blocks,
        signature=Signature(office, say.day(day)),
        source=_source(say, appeal),
        language=say.language,
        author=office,
        head=Letterhead(office, blank_number(day.year, say.language), letter=True),
    )
    return Letter(document, say(f"{one.unit}申诉答复函", f"{one.unit} appeal {appeal.number}"), day)


def _facts(say: Speech, one: Shown) -> tuple[tuple[str, str], ...]:
    pairs = [
        (say("项目", "item"), say.text(one.about)),
        (say("申诉时的数值", "value at that time"), one.value),
    ]
    if one.appeal.fact:
        pairs.append((say("具体记录", "fact"), one.appeal.fact))
    if one.appeal.wanted:
        pairs.append((say("认为应当是", "should be"), one.appeal.wanted))
    return tuple(pairs)


def _checks(say: Speech, one: Shown) -> Iterator[Block]:
    checks = [line for line in one.lines if line.step.act in CHECKS]
    if not checks:
        yield Paragraph(say("未进入复核。", "It was not examined."))
    for line in checks:
        yield Paragraph(_check_words(say, line))
        if line.pairs:
            columns = (
                Column(say("对照内容", "compared"), width=8),
                Column(say("原校验值", "first checksum"), width=18),
                Column(say("复核校验值", "checksum again"), width=18),
                Column(say("结论", "finding"), width=4),
            )
            rows = tuple(
                Row(
                    (
                        say.text(name),
                        first[:32],
                        again[:32],
                        say("一致", "same") if first == again else _apart(say),
                    )
                )
                for name, first, again in line.pairs
            )
            note = say("校验值只印前16位。", "The first 16 digits of each checksum.")
            yield Table(say("两次计票、核算对照", "Both counts compared"), columns, rows, notes=(note,))


def _apart(say: Speech) -> str:
    return say("不一致", "differs")


def _check_words(say: Speech, line: Line) -> str:
    day = say.day(timezone.localtime(line.step.at).date())
    who = line.step.by_name
    if line.step.act == "recount":
        same, number = line.detail["same"], line.detail["tallies"]
        sites = line.detail["sites"]
        return say(
            f"{day}，由未参与原计分和复核的{who}用留存的计票文件（网上{number}个轮次、会场{sites}个）重新计票，并用原始数据重新核算，"
            + ("结果与原计分完全一致。" if same else "发现与原计分不一致。"),
            f"On {day} {who}, not involved before, counted what is kept again (online rounds: {number}, sites: "
            f"{sites}) and computed the scores anew: "
            + ("everything is the same." if same else "there are differences."),
        )
    return say(
        f"{day}，由未参与原计分和复核的{who}核查佐证和登记事项：{line.step.note}",
        f"On {day} {who}, not involved before, checked evidence and records: {line.step.note}",
    )


def _decision(say: Speech, one: Shown, appeal: Appeal) -> Iterator[Block]:
    """What was decided, in the words of whoever decided, and what it changed."""
    for line in one.lines:
        if line.step.act in {"reject", "uphold", "correct"}:
            yield Paragraph(say(f"{line.label.zh}。{line.step.note}", f"{line.label.en}. {line.step.note}"))
    change = own_change(appeal)
    if change is not None:
        yield Table(say("更正前后", "Before and after"), _columns(say), (_row(say, change),))


def _columns(say: Speech) -> tuple[Column, ...]:
    heads = (say("得分", "score"), say("名次", "rank"), say("等次", "grade"))
    words = (say("（前）", " (before)"), say("（后）", " (after)"))
    return tuple(Column(f"{head}{word}", align=Align.CENTER) for head in heads for word in words)


def _row(say: Speech, one: Moved) -> Row:
    none = say("无", "none")
    return Row(
        tuple(
            value or none
            for value in (
                one.score_before,
                one.score_after,
                one.rank_before,
                one.rank_after,
                one.grade_before,
                one.grade_after,
            )
        )
    )


def _source(say: Speech, appeal: Appeal) -> tuple[str, ...]:
    """Checksums of the record appealed against, and of the one that took its place."""
    lines = [say(f"原核算校验值：{appeal.run.record}", f"Score run appealed against: {appeal.run.record}")]
    new: ScoreRun | None = new_run_of(appeal)
    if new is not None:
        lines.append(say(f"更正后核算校验值：{new.record}", f"Corrected score run: {new.record}"))
    return tuple(lines)
