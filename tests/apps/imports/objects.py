"""Ids for the addresses of imports."""

from tests.apps.security.objects import World, makes

from minping.apps.foundation.imports import kinds, services
from minping.apps.foundation.imports.models import ImportRun
from minping.apps.foundation.imports.reading import mapped_from

_STEPS = ("run", "match", "marked", "apply", "discard")


@makes("imports:new", "imports:blank", shared=True)
def kind(world: World) -> dict[str, object]:
    return {"code": "units.units"}


def _checked(world: World) -> ImportRun:
    units = kinds.kind_of("units.units")
    assert units is not None
    raw = "单位名称,类型\n丙局,单位\n丁局,部队\n".encode()
    made = services.run_upload(actor=world.clerk, kind=units, target={}, name="units.csv", raw=raw)
    mapped = mapped_from(ImportRun.objects.get(id=made).mapping)
    return services.run_match(actor=world.clerk, run_id=made, mapped=mapped)


@makes(*(f"imports:{step}" for step in _STEPS))
def run(world: World) -> dict[str, object]:
    return {"run": _checked(world).id}


@makes("imports:undo")
def applied(world: World) -> dict[str, object]:
    made = _checked(world)
    services.run_apply(actor=world.clerk, run_id=made.id, digest=made.digest, good_only=True)
    return {"run": made.id}
