"""What must hold in any scheme, from YAML or frozen: references, unique codes, cycles, sane values.

The linter judges plans; this refuses what cannot be evaluated. A scheme without problems can be
scored without a failed look-up, an endless loop or a division by zero.
"""

from collections.abc import Iterator
from fractions import Fraction

from minping.core.scheme.check_nodes import check_nodes
from minping.core.scheme.check_outcomes import check_outcomes
from minping.core.scheme.check_shapes import check_windows
from minping.core.scheme.model import OptionKind, Scheme, Validity
from minping.core.scheme.problems import Checker, Path, Problem

SCALE = ("量表", "scale")
ASPECT = ("测评项", "aspect")
GROUP = ("投票层面", "voter group")
CATEGORY = ("类别", "category")
TREE = ("计分树", "score tree")


def check_scheme(scheme: Scheme) -> tuple[Problem, ...]:
    """All problems, in the order of the scheme's sections."""
    checker = Checker(scheme)
    _scales(checker)
    _asked(checker)
    _categories(checker)
    _validity(checker, scheme.validity)
    check_nodes(checker)
    check_outcomes(checker)
    _numbers(checker)
    return tuple(checker.problems)


def _scales(checker: Checker) -> None:
    for code, scale in checker.scheme.scales.items():
        path: Path = ("scales", code)
        words = [
            (word, (*path, "options", place))
            for place, option in enumerate(scale.options)
            for word in dict.fromkeys((option.code, option.name, *option.aliases))
        ]
        checker.unique(words, ("选项", "option"), ("请改名或删去一个", "rename or remove one"))
        if not scale.graded and scale.free is None:
            checker.add(
                path,
                f"量表「{scale.name}」没有可评的选项",
                f"the scale “{scale.name}” has no option to grade with",
                "请写「选项」或「自由打分」",
                "write options or free points",
            )
        for place, option in enumerate(scale.options):
            if option.kind is not OptionKind.GRADED and option.points is not None:
                checker.add(
                    (*path, "options", place, "points"),
                    f"「{option.name}」不是评价，不能有分值",
                    f"“{option.name}” is no grade and cannot have points",
                    "请删去「分值」，或把「类型」改为评价",
                    "remove the points, or make its kind graded",
                )
        if scale.free is not None:
            _free(checker, (*path, "free"), code)


def _free(checker: Checker, path: Path, code: str) -> None:
    free = checker.scheme.scales[code].free
    if free is None:
        return
    if free.low >= free.high:
        checker.add(
            path,
            "最低分不低于最高分",
            "the lowest is not below the highest",
            "请核对两个数",
            "check both numbers",
        )
    if free.step <= 0:
        checker.add(
            (*path, "step"), "步长要大于0", "the step must be above 0", "如 1 或 0.5", "such as 1 or 0.5"
        )
    for place, band in enumerate(free.bands):
        if band.low > band.high:
            checker.add(
                (*path, "bands", place), "最低高于最高", "low is above high", "请核对", "check both numbers"
            )


def _asked(checker: Checker) -> None:
    scheme = checker.scheme
    for code, aspect in scheme.aspects.items():
        checker.known(("aspects", code, "scale"), aspect.scale, scheme.scales, SCALE)
        if aspect.weight < 0:
            _negative(checker, ("aspects", code, "weight"))
    for code, group in scheme.groups.items():
        path: Path = ("groups", code)
        checker.known((*path, "scale"), group.scale, scheme.scales, SCALE)
        checker.known((*path, "aspects"), group.aspects, scheme.aspects, ASPECT)
        bare = [a for a in scheme.aspects.values() if not a.scale]
        if not group.scale and len(scheme.scales) != 1 and bare:
            checker.add(
                path,
                f"层面「{group.name}」没有写用哪个量表",
                f"the voter group “{group.name}” names no scale",
                "方案有多个量表（或没有量表）时，请写「量表」",
                "name a scale where the scheme has several or none",
            )
    for code, known in scheme.rounds.items():
        checker.known(("rounds", code, "groups"), known.groups, scheme.groups, GROUP)
        check_windows(checker, ("rounds", code, "reference_period"), known.reference_period)
        check_windows(checker, ("rounds", code, "fieldwork"), known.fieldwork)


def _negative(checker: Checker, path: Path) -> None:
    checker.add(path, "不能是负数", "a negative number is not possible here", "请核对", "check the number")


def _categories(checker: Checker) -> None:
    scheme = checker.scheme
    for code, category in scheme.categories.items():
        path: Path = ("categories", code)
        checker.known((*path, "tree"), category.tree, scheme.trees, TREE)
        checker.known((*path, "aspects"), category.aspects, scheme.aspects, ASPECT)
        for aspect, weight in category.aspect_weights.items():
            checker.known((*path, "aspect_weights", aspect), aspect, scheme.aspects, ASPECT)
            if weight < 0:
                _negative(checker, (*path, "aspect_weights", aspect))


def _options(checker: Checker) -> Iterator[str]:
    for scale in checker.scheme.scales.values():
        yield from (option.code for option in scale.options)
        if scale.free is not None:
            yield from (band.name for band in scale.free.bands)


def _validity(checker: Checker, validity: Validity) -> None:
    groups = checker.scheme.groups
    for place, minimum in enumerate(validity.minimums):
        path: Path = ("validity", "minimums", place)
        checker.known((*path, "groups"), minimum.groups, groups, GROUP)
        if minimum.number < 0:
            _negative(checker, (*path, "number"))
        if minimum.counted not in {"valid", "returned"}:
            checker.unknown((*path, "counted"), minimum.counted, ["valid", "returned"], ("计数", "count"))
    for place, rule in enumerate(validity.ballot_rules):
        path = ("validity", "ballot_rules", place)
        checker.known((*path, "groups"), rule.groups, groups, GROUP)
        checker.known((*path, "option"), rule.option, _options(checker), ("选项", "option"))
        _share(checker, (*path, "limit"), rule.limit)
        if rule.check.value == "max_share" and rule.limit is None:
            checker.add(
                path, "没有写上限", "no limit is given", "请写「上限」，如 60%", "write a limit such as 60%"
            )
    if validity.quorum is not None:
        _share(checker, ("validity", "quorum", "more_than"), validity.quorum.more_than)
        _share(checker, ("validity", "quorum", "at_least"), validity.quorum.at_least)
        bases = ["issued", "invited", "eligible"]
        checker.known(("validity", "quorum", "of"), validity.quorum.of, bases, ("基数", "base"))
    if validity.masses_first is not None:
        _share(checker, ("validity", "masses_first", "at_least"), validity.masses_first.at_least)


def _share(checker: Checker, path: Path, value: Fraction | None) -> None:
    if value is not None and not 0 <= value <= 1:
        checker.add(path, "比例要在0到100%之间", "a share lies between 0 and 100%", "如 60%", "such as 60%")


def _numbers(checker: Checker) -> None:
    scheme = checker.scheme
    fulls = [(("full",), scheme.full)] + [
        (("categories", code, "full"), category.full)
        for code, category in scheme.categories.items()
        if category.full is not None
    ]
    for path, full in fulls:
        if full <= 0:
            checker.add(path, "满分要大于0", "a full mark is above 0", "如 100", "such as 100")
    if scheme.small_cells.threshold < 5:
        checker.add(
            ("small_cells", "threshold"),
            "小样本阈值不能小于5",
            "the small-cell threshold is never under 5",
            "请写5或更大的数，通常为10",
            "write 5 or more, usually 10",
        )
    for name in ("digits", "rate_digits"):
        if not 0 <= getattr(scheme.rounding, name) <= 10:
            checker.add(
                ("rounding", name), "小数位要在0到10之间", "digits lie between 0 and 10", "如 2", "such as 2"
            )
    if scheme.publication.live not in {"none", "participation", "results"}:
        live = ["none", "participation", "results"]
        checker.unknown(("publication", "live"), scheme.publication.live, live, ("实时公布", "live"))
