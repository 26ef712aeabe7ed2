"""What lies sealed in an opinion, opened for those who may read it."""

import json
from dataclasses import dataclass

from minping.apps.foundation.sealing import unseal
from minping.apps.messaging.phones import masked_name, masked_phone
from minping.apps.opinions.models import Opinion
from minping.apps.opinions.services.taking import Giver


def text_of(opinion: Opinion) -> str:
    """The citizen's words; "" once they were erased."""
    return unseal(opinion.text, "opinion")


def giver_of(opinion: Opinion) -> Giver | None:
    """Who gave it, in full: only to be shown after the reason was written down."""
    sealed = unseal(opinion.giver, "giver")
    return Giver(**json.loads(sealed)) if sealed else None


@dataclass(frozen=True)
class Hinted:
    """A giver as lists show him."""

    name: str
    phone: str
    address: bool


def hinted(giver: Giver) -> Hinted:
    """Enough to know whether he can be reached."""
    phone = masked_phone(giver.phone) if giver.phone else ""
    return Hinted(masked_name(giver.name) if giver.name else "", phone, bool(giver.address))
