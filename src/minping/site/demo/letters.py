"""The demo's letters: an invented city office above, an invented bureau's office below."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from minping.apps.foundation.clock import today
from minping.apps.foundation.keys import key
from minping.apps.offices import services
from minping.apps.offices.services import NewItem
from minping.apps.offices.services.sending import own_sender
from minping.apps.offices.words import CHECKLIST
from minping.core.dispatch import Kind, Letter, Sender, enclose, lock_of, public_key, seal_letter
from minping.site.demo.office import Office

REQUIRED = {"established": "3", "present": "3", "computer_staff": "1", "writers": "1", "computers": "3"}
FIGURES = {code: "1" for code, _, _ in CHECKLIST} | {"present": "2", "computers": "2", "budget": "30000"}


def correspond(office: Office) -> None:
    """Instructions from the city, one of them answered and returned; an answer from the bureau that waits."""
    city, bureau = _Outside("市民主评议办公室"), _Outside("县人社局行评办")
    above, below = _meet(office, city, "upper"), _meet(office, bureau, "lower")
    _from_above(office, city)
    services.peer_guide(actor=office.lead, peer=below, representative="县评议办 王干事")
    _to_below(office, bureau, below)
    services.information_send(
        actor=office.lead,
        peer=above,
        title="评议工作简报第2期",
        text="五月以来，全县47个参评单位全部公开承诺；评议员明察暗访12次，发现问题全部挂号整改。",
    )


class _Outside:
    """An office outside this installation, with a key of its own."""

    def __init__(self, name: str) -> None:
        self.name, self._seed, self._number = name, hashlib.sha256(name.encode()).digest(), 0

    def letter(self, kind: Kind, title: str, body: Mapping[str, Any]) -> bytes:
        own, known = Sender(self.name, public_key(self._seed)), kind is not Kind.INTRODUCTION
        self._number += known
        to = own_sender() if known else Sender("")
        drawn = Letter(uuid.uuid4(), kind, self._number, own, to, today().isoformat(), title, body)
        signed = seal_letter(self._seed, drawn)[1]
        return enclose(self._seed, signed, lock_of(key("office"))) if known else signed

    @property
    def lock(self) -> str:
        """What letters to it are closed for."""
        return lock_of(self._seed)


def _meet(office: Office, other: _Outside, side: str) -> UUID:
    card = other.letter(Kind.INTRODUCTION, other.name, {"phone": "0000-6600000", "lock": other.lock})
    peer = services.letter_take(actor=office.lead, raw=card).peer
    services.peer_trust(actor=office.lead, peer=peer, side=side, compared=True)
    return peer


def _from_above(office: Office, city: _Outside) -> None:
    day = today()
    self_check, staff, case = (
        _asked("task", "报送自查自纠情况", day + timedelta(days=5), "有问题清单和整改台账"),
        _asked("checklist", "报送人员、办公设施配备情况", day + timedelta(days=20), required=REQUIRED),
        _asked(
            "case", "核查群众反映某站所收费不开票的问题", day + timedelta(days=30), "查清事实，答复来信人"
        ),
    )
    body = {"items": [self_check, staff, case]}
    raw = city.letter(Kind.INSTRUCTION, "关于做好评议准备阶段工作的通知", body)
    services.letter_take(actor=office.lead, raw=raw)
    services.answer_send(actor=office.lead, item=UUID(self_check["id"]), answer="自查已完成，查摆问题19个。")
    told = {"item": self_check["id"], "accept": False, "reason": "没有附整改台账，请补报。"}
    services.letter_take(actor=office.lead, raw=city.letter(Kind.VERDICT, "关于自查情况的审核意见", told))


def _asked(
    kind: str, title: str, due: date, standard: str = "", required: Mapping[str, str] | None = None
) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid4()),
        "kind": kind,
        "title": title,
        "text": "",
        "standard": standard,
        "due": due.isoformat(),
        "required": dict(required or {}),
    }


def _to_below(office: Office, bureau: _Outside, below: UUID) -> None:
    day = today()
    asked: Sequence[NewItem] = (
        NewItem("task", "上报股室评议结果汇总", day + timedelta(days=14), standard="加盖公章"),
        NewItem(
            "checklist",
            "报送人员、办公设施配备情况",
            day + timedelta(days=14),
            required=tuple(REQUIRED.items()),
        ),
    )
    letter = services.instruction_send(
        actor=office.lead, peers=[below], title="关于报送评议情况的通知", items=asked
    )[0]
    told = {
        "item": str(letter.items.get(kind="checklist").id),
        "answer": "配备情况如附表，微机人员由局办公室兼任。",
        "figures": FIGURES,
        "on": day.isoformat(),
    }
    services.letter_take(actor=office.lead, raw=bureau.letter(Kind.ANSWER, "关于配备情况的回复", told))
