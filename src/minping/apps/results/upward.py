"""The report of a published result to the upper office, as a file that goes with a letter (F070, F085)."""

from uuid import UUID

from django.utils.timezone import localdate

from minping.apps.results.around import year_around
from minping.apps.results.loaded import load_run
from minping.apps.results.models import Publication


def report_upward(publication: UUID) -> bytes:
    """The report as Word, in Chinese, dated with the day of the publication."""
    from minping.apps.documents.press import Press  # noqa: PLC0415 - opens the fonts
    from minping.apps.results.reports.government import compose_report  # noqa: PLC0415 - draws charts
    from minping.apps.results.reports.overview import Overview  # noqa: PLC0415

    found = Publication.objects.select_related("run").get(id=publication)
    loaded, around, day = load_run(found.run), year_around(found.run), localdate(found.at)
    overview = Overview(loaded.run, loaded.scheme, loaded.data, "zh")
    addressee = around.upper or "上级评议办公室"
    document = compose_report(overview, around, addressee=addressee, date=day, office=loaded.office)
    return Press().word(document, day)
