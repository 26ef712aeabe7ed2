"""The scheme edited in a browser: two tabs, wrong input, undo, freeze by two, read-only afterwards."""

import io
import re
from urllib.parse import quote

import pytest
from django.urls import reverse
from tests.apps.campaigns.editor.posting import form_of
from tests.apps.campaigns.test_services import PLAN

from minping.apps.campaigns import selectors
from minping.apps.campaigns.editor.items import items_of
from minping.apps.campaigns.models import SchemeEdit, SchemeVersion
from minping.apps.campaigns.services import scheme_draft_from_yaml
from minping.apps.foundation.models import Approval
from minping.core.scheme.canonical import scheme_hash
from minping.core.scheme.presets import preset_names
from minping.core.scheme.reader import read_scheme

NODE = "trees.总分.parts[1]"


def at(campaign, address):
    return reverse("campaigns:scheme-part", args=[campaign]) + "?at=" + quote(address)


def filled(campaign, address, **inputs):
    """The form of a part as it is now, with some inputs filled in otherwise."""
    scheme = selectors.draft_scheme(campaign)
    item = items_of(scheme)[address]
    data = form_of(scheme, item) | {"_seen": [item.digest], "_base": [scheme_hash(scheme)]}
    return data | {name: [value] for name, value in inputs.items()}


QUICK = {"seed-002", "P5"}
PRESETS = [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in preset_names()]


@pytest.mark.parametrize("preset", PRESETS)
def test_every_part_of_every_preset_opens_and_saves_unchanged(browser_of, lead, drafted, preset):
    campaign = drafted(preset)
    client = browser_of(lead)
    before = SchemeVersion.objects.get(campaign=campaign)
    scheme = selectors.draft_scheme(campaign)
    for address in items_of(scheme):
        answer = client.get(at(campaign, address))
        assert answer.status_code == 200, address
        assert client.post(at(campaign, address), filled(campaign, address)).status_code == 302, address
    after = SchemeVersion.objects.get(campaign=campaign)
    assert (after.digest, after.revision) == (before.digest, before.revision)


def test_a_weight_is_changed_and_undone(browser_of, lead, full):
    client = browser_of(lead)
    before = selectors.draft_scheme(full)
    data = filled(full, NODE, **{"parts.0.weight": "2/5", "parts.1.weight": "60%"})
    assert client.post(at(full, NODE), data).status_code == 302
    assert selectors.draft_scheme(full) != before
    assert SchemeEdit.objects.filter(version__campaign=full).count() == 2
    client.post(reverse("campaigns:scheme-act", args=[full]), {"act": "undo"})
    assert selectors.draft_scheme(full) == before
    act = reverse("campaigns:scheme-act", args=[full])
    client.post(act, {"act": "restore", "edit": "2", "back": "history"})
    assert selectors.draft_scheme(full) != before


def test_wrong_weights_are_told_and_kept_on_the_page(browser_of, lead, full):
    client = browser_of(lead)
    before = selectors.draft_scheme(full)
    data = filled(full, NODE, **{"parts.0.weight": "40%", "parts.1.weight": "70%"})
    answer = client.post(at(full, NODE), data)
    assert answer.status_code == 422
    assert "权重合计110%，应为100%" in answer.text
    assert 'value="40%"' in answer.text
    assert selectors.draft_scheme(full) == before
    answer = client.post(at(full, NODE), filled(full, NODE, **{"parts.0.weight": "三成"}))
    assert "不是数" in answer.text
    assert 'value="三成"' in answer.text


def test_two_tabs_on_one_part_overwrite_nothing_unseen(browser_of, lead, clerk, full):
    first, second = browser_of(lead), browser_of(clerk)
    mine = filled(full, NODE, **{"head.name": "群众的评议"})
    theirs = filled(full, NODE, **{"head.name": "社会评议", "head.rule": "各占一定比例"})
    assert first.post(at(full, NODE), mine).status_code == 302
    answer = second.post(at(full, NODE), theirs)
    assert answer.status_code == 409
    assert "已被另外修改" in answer.text
    assert 'value="社会评议"' in answer.text
    assert "各占一定比例" in answer.text
    assert "现在保存的是：群众的评议" in answer.text
    assert items_of(selectors.draft_scheme(full))[NODE].value.head.name == "群众的评议"
    seen = re.search(r'name="_seen" value="(\w+)"', answer.text)
    assert seen is not None
    assert second.post(at(full, NODE), theirs | {"_seen": [seen[1]]}).status_code == 302
    assert items_of(selectors.draft_scheme(full))[NODE].value.head.name == "社会评议"


def test_two_tabs_on_two_parts_are_both_kept(browser_of, lead, full):
    client = browser_of(lead)
    scale = filled(full, "scales.三档", **{"options.2.points": "10"})
    client.post(at(full, NODE), filled(full, NODE, **{"head.rule": "改"}))
    answer = client.post(at(full, "scales.三档"), scale, follow=True)
    assert "两处改动都已保留" in answer.text
    scheme = selectors.draft_scheme(full)
    assert scheme.scales["三档"].options[2].points == 10
    assert items_of(scheme)[NODE].value.head.rule == "改"


def test_a_part_that_is_gone_is_not_found_and_a_stale_structure_is_refused(browser_of, lead, full):
    client = browser_of(lead)
    shape = reverse("campaigns:scheme-shape", args=[full])
    base = SchemeVersion.objects.get(campaign=full).digest
    data = {"at": "trees.总分", "what": "add", "op": "report", "name": "督查", "base": base}
    assert client.post(shape, data).status_code == 302
    answer = client.post(shape, data, follow=True)
    assert "又打开" in answer.text or "别的改动" in answer.text
    assert len(items_of(selectors.draft_scheme(full))["trees.总分"].value.parts) == 3
    assert client.get(at(full, "trees.没有")).status_code == 404


def test_the_linter_answers_while_typing_without_saving(browser_of, lead, full):
    client = browser_of(lead)
    before = SchemeVersion.objects.get(campaign=full).digest
    trial = reverse("campaigns:scheme-trial", args=[full]) + "?at=" + quote(NODE)
    answer = client.post(trial, filled(full, NODE, **{"parts.0.weight": "40%"}))
    assert answer.status_code == 200
    assert "权重合计110%" in answer.text
    assert "<html" not in answer.text
    assert SchemeVersion.objects.get(campaign=full).digest == before


def test_questions_are_decided_and_opened_again(browser_of, lead, full):
    client = browser_of(lead)
    page = reverse("campaigns:scheme-questions", args=[full])
    key = re.search(r'name="key" value="(\w+)"', client.get(page).text)
    assert key is not None
    count = len(selectors.draft_scheme(full).open_questions)
    assert "请写明由谁决定" in client.post(page, {"key": key[1], "by": " "}, follow=True).text
    client.post(page, {"key": key[1], "by": "领导小组", "answer": "每股30人"})
    assert len(selectors.draft_scheme(full).open_questions) == count - 1
    client.post(page, {"key": key[1], "reopen": "1"})
    assert len(selectors.draft_scheme(full).open_questions) == count


def test_a_file_is_uploaded_or_told_what_is_wrong(browser_of, lead, full):
    client = browser_of(lead)
    begin = reverse("campaigns:scheme-begin", args=[full])
    bad = io.BytesIO("方案: [".encode())
    bad.name = "<b>坏.yaml"
    answer = client.post(begin, {"file": bad})
    assert "不能用作方案" in answer.text
    assert "<b>坏" not in answer.text
    good = io.BytesIO(PLAN.encode())
    good.name = "plan.yaml"
    assert client.post(begin, {"file": good}).status_code == 302
    assert selectors.draft_scheme(full) == read_scheme(PLAN.encode(), "plan.yaml")


def test_files_are_downloaded_as_they_are_hashed(browser_of, lead, full):
    client = browser_of(lead)
    version = SchemeVersion.objects.get(campaign=full)
    data = client.get(reverse("campaigns:scheme-file", args=[full, "json"])).content
    assert data == bytes(version.canonical)
    text = client.get(reverse("campaigns:scheme-file", args=[full, "yaml"])).content
    assert scheme_hash(read_scheme(text, "x.yaml")) == version.digest


def test_freeze_by_two_and_read_only_afterwards(browser_of, lead, clerk, full):
    from minping.apps.campaigns.models import Round
    from minping.apps.campaigns.services import categories_from_scheme, category_remove

    Round.objects.filter(campaign=full).delete()
    scheme_draft_from_yaml(actor=lead, campaign=full, text=PLAN.encode(), name="plan.yaml")
    for row in list(full_categories(full)):
        category_remove(actor=lead, category=row.id)
    categories_from_scheme(actor=lead, campaign=full, scheme=selectors.draft_scheme(full))
    client = browser_of(lead)
    answer = client.get(reverse("campaigns:scheme-freeze", args=[full]))
    assert answer.status_code == 200
    assert SchemeVersion.objects.get(campaign=full).digest in answer.text
    client.post(reverse("campaigns:scheme-freeze", args=[full]), {"confirmed": "yes"})
    from minping.apps.foundation import approvals

    approvals.agree(actor=clerk, approval=Approval.objects.get().id)
    assert selectors.frozen_scheme(full) is not None
    page = client.get(reverse("campaigns:scheme", args=[full])).text
    assert selectors.frozen_digest(full) in page
    assert "撤销上一次改动" not in page
    part = client.get(at(full, "trees.总分"))
    assert "这一版已冻结" in part.text
    digest = selectors.frozen_digest(full)
    client.post(at(full, "trees.总分"), {"head.name": ["改"]})
    assert selectors.frozen_digest(full) == digest


def full_categories(campaign):
    from minping.apps.campaigns.models import Category

    return Category.objects.filter(campaign=campaign)
