"""Forms say what is wrong where it is wrong, and once more at the top."""

import re

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils.translation import override

from minping.apps.foundation.asking import both


class Sample(forms.Form):
    name = forms.CharField(label=both("名称", "Name"), help_text=both("写全称", "In full"))
    size = forms.IntegerField(label=both("人数", "Number"), required=False)
    way = forms.ChoiceField(
        label=both("方式", "Way"), choices=[("a", both("网上", "Web")), ("b", "B")], widget=forms.RadioSelect
    )
    sure = forms.BooleanField(label=both("已核对", "Checked"))
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def shown(form: forms.Form, **more) -> str:
    return render_to_string("foundation/form.html", {"form": form, **more})


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "名称"), ("en", "Name")])
def test_labels_follow_the_language_of_the_page(language: str, word: str) -> None:
    with override(language):
        assert word in shown(Sample())


def test_what_does_not_fit_stands_at_the_field_and_in_the_summary() -> None:
    html = shown(Sample({"size": "many"}))
    for field in ("name", "size", "way", "sure"):
        assert f'id="id_{field}_error"' in html
    assert 'href="#id_name"' in html
    assert 'href="#id_way_group"' in html
    assert 'value="many"' in html, "nothing typed is lost"
    box = re.search(r'<input[^>]*name="name"[^>]*>', html)
    assert box
    assert 'aria-invalid="true"' in box[0]
    assert 'aria-describedby="id_name_helptext id_name_error"' in box[0]


def test_every_id_that_is_named_exists_once() -> None:
    html = shown(Sample({}))
    named = {word for found in re.findall(r'aria-describedby="([^"]+)"', html) for word in found.split()}
    named |= set(re.findall(r'(?:for|href)="#?(id_[^"]+)"', html))
    ids = re.findall(r' id="([^"]+)"', html)
    assert named <= set(ids)
    assert len(ids) == len(set(ids))


def test_what_is_typed_is_escaped() -> None:
    assert "<script>" not in shown(Sample({"name": '"><script>alert(1)</script>', "size": "<b>"}))
