"""Finding a unit by what a person typed."""

import difflib

from minping.core.bundle.names import key
from minping.core.findings import Place, RefusedInput, error
from minping.core.scoring.result import ScoreRun


def unit_named(run: ScoreRun, typed: str, campaign: str) -> str:
    """The code of the unit of ``campaign`` called ``typed``; a unique part of a name will do.

    Raises ``RefusedInput`` with the nearest names when there is none, or several.
    """
    names = {unit.unit: unit.name for unit in run.units}
    wanted = key(typed)
    exact = [code for code, name in names.items() if wanted in {key(code), key(name)}]
    partly = [code for code, name in names.items() if wanted and wanted in key(name)]
    for found in (exact, partly):
        if len(found) == 1:
            return found[0]
    near = [names[code] for code in partly[:8]] or difflib.get_close_matches(typed, names.values(), 5, 0.3)
    several = len(partly) > 1
    raise RefusedInput(
        [
            error(
                "cli.unit",
                f"名称含「{typed}」的单位有{len(partly)}个" if several else f"没有叫「{typed}」的单位",
                f"{len(partly)} units are called like “{typed}”"
                if several
                else f"no unit is called “{typed}”",
                f"请写全称，例如：{'、'.join(near)}" if near else "请核对单位名称",
                f"give the full name, e.g. {', '.join(near)}" if near else "check the name",
                Place(file=campaign),
            )
        ]
    )
