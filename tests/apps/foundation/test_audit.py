"""The chain of acts: whole, and broken in each way somebody might break it."""

import pytest
from django.db import transaction

from minping.apps.foundation.actors import SYSTEM
from minping.apps.foundation.audit import breaks, record
from minping.apps.foundation.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain():
    with transaction.atomic():
        for number in range(5):
            record(SYSTEM, "tests.chain.grown", number, what="单位")


def test_a_chain_left_alone_holds(chain):
    assert list(breaks()) == []


def test_an_altered_entry_is_named(chain):
    AuditEntry.objects.filter(number=3).update(subject="9")
    assert [(b.number, b.fault) for b in breaks()] == [(3, "altered")]


def test_a_removed_entry_is_named(chain):
    AuditEntry.objects.filter(number=2).delete()
    assert (2, "missing") in [(b.number, b.fault) for b in breaks()]


def test_entries_in_another_order_are_named(chain):
    two, three = AuditEntry.objects.get(number=2), AuditEntry.objects.get(number=3)
    two.subject, three.subject = three.subject, two.subject
    two.save()
    three.save()
    assert [b.number for b in breaks()] == [2, 3]


def test_entries_cut_off_at_the_end_are_named(chain):
    AuditEntry.objects.filter(number__gte=4).delete()
    assert [(b.number, b.fault) for b in breaks()] == [(4, "missing")]


def test_an_entry_put_in_at_the_end_is_named(chain):
    last = AuditEntry.objects.get(number=5)
    last.number, last.previous, last.digest = 6, last.digest, "0" * 64
    last.save(force_insert=True)
    assert (6, "altered") in [(b.number, b.fault) for b in breaks()]


def test_an_act_outside_a_transaction_is_refused(transactional_db):
    with pytest.raises(RuntimeError):
        record(SYSTEM, "tests.alone")
