"""A small round made up for the tests: two categories, two scales, two classes."""

from dataclasses import replace

from minping.core.secrecy.ballots import Ballot, encode_grades
from minping.core.secrecy.manifest import Choice, CredentialClass, Manifest, Question, RatedUnit
from minping.core.secrecy.manifest_check import sized
from minping.core.secrecy.tickets import key_id, ticket_mac

ROUND = "3f0c1f6e-6c0b-4f3a-9a52-0d6f8b1c2e77"
CAMPAIGN = "8a3b9b1c-0a51-4b0e-8f0e-5a4f0c7d9e10"
KEY = bytes(range(32))
GRADES = tuple(
    Choice(code, name, name_en, kind)
    for code, name, name_en, kind in (
        ("A", "满意", "satisfied", "graded"),
        ("B", "基本满意", "fairly satisfied", "graded"),
        ("C", "不满意", "dissatisfied", "graded"),
        ("U", "不了解", "do not know", "unknown"),
    )
)
YES_NO = (Choice("Y", "是", "yes"), Choice("N", "否", "no"))


def manifest(**changes: object) -> Manifest:
    """A round that is fit to be opened, but for ``changes``."""
    made = Manifest(
        round=ROUND,
        campaign=CAMPAIGN,
        title="2026年第一轮测评",
        title_en="First round of 2026",
        office="县评议办",
        phone="0555-1234567",
        opens="2026-03-01",
        closes="2026-03-31T18:00:00+08:00",
        group="代表",
        round_code="一季度",
        scheme_hash="ab" * 32,
        scales={"四档": GRADES, "是否": YES_NO},
        forms={
            "机关": (Question("作风", "工作作风", "Conduct", "四档"), Question("效率", "效率", "", "四档")),
            "站所": (Question("收费", "有无乱收费", "Fees", "是否"),),
        },
        units=(
            RatedUnit("01", "财政局", "机关"),
            RatedUnit("02", "城关税务所", "站所"),
            RatedUnit("03", "教育局", "机关"),
        ),
        categories={"机关": "机关股室", "站所": "基层站所"},
        classes=(
            CredentialClass("全", "全部单位", None, 40, 60),
            CredentialClass("站", "服务对象", ("02",), 10, 30),
        ),
        ballot_size=0,
        key=key_id(KEY),
    )
    return replace(sized(made), **changes)  # type: ignore[arg-type]


def ballot(
    of: Manifest,
    number: int,
    *,
    class_code: str = "全",
    sequence: int = 1,
    answers: dict[tuple[str, str], str] | None = None,
) -> Ballot:
    """A ballot of voter ``number`` with a good signature."""
    ticket = number.to_bytes(32, "big")
    grades = encode_grades(of, class_code, answers or {})
    mac = ticket_mac(KEY, of.round, class_code, ticket)
    salt = (number * 1000 + sequence).to_bytes(32, "big").hex()
    return Ballot(of.round, class_code, ticket.hex(), mac, sequence, salt, grades)
