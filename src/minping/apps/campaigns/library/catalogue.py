"""Every form by its code."""

from minping.apps.campaigns.library.earlier import EARLIER
from minping.apps.campaigns.library.model import FormTemplate
from minping.apps.campaigns.library.modes import INSIDE, MODES
from minping.apps.campaigns.library.seeds import SEED_001, SEED_002, SHORT

FORMS: dict[str, FormTemplate] = {
    form.code: form for form in (SEED_002, SEED_001, SHORT, *INSIDE, *MODES, *EARLIER)
}

SHORT_FORMS = frozenset(form.code for form in FORMS.values() if form.short)


def form_named(code: str) -> FormTemplate | None:
    """The form with this code, or None."""
    return FORMS.get(code)
