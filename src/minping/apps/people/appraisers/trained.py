"""Who is trained: was at a session of the campaign and, where there is an open test, passed it (F153)."""

from uuid import UUID

from minping.apps.people.models import Attempt, Candidate, Paper


def trained_of(campaign: UUID) -> frozenset[UUID]:
    """People (not candidacies) of the campaign who are trained."""
    found = Candidate.objects.filter(
        campaign=campaign, state=Candidate.State.ACCEPTED, attendances__session__campaign=campaign
    )
    if Paper.objects.filter(campaign=campaign, open=True).exists():
        passed = Attempt.objects.filter(paper__campaign=campaign, passed=True).values("candidate")
        found = found.filter(id__in=passed)
    return frozenset(found.values_list("person_id", flat=True).distinct())
