"""Write docs/rules/permissions.md from what the rooms declare; ``--check`` only says whether it is current."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "rules" / "permissions.md"

INTRODUCTION = """# Rule: permissions · 权限

1. What is not listed is denied. Every view names a permission (`@page("room.verb")`) or says that it is for
   everybody (`@public`); a view that says nothing opens for nobody.
2. Services ask again (`require`), so that a page cannot do what a role may not.
3. Unit liaisons and partners hold their permissions for their own units only: lists are narrowed to them,
   everything else is not found.
4. System administrator, security administrator and auditor are different people (三员分立);
   auditors and the discipline body do not belong to the office.
5. Nobody gives himself a role. Who stands in for somebody holds the roles from the first to the
   last day, under the own name.
6. A test visits every address as every role: `tests/apps/security/test_routes.py`.

本页由 `tools/permissions_page.py` 根据各房间声明的权限生成，请勿手改。未列出的一律不许；○ 只对本单位有效。
This page is generated from what the rooms declare; do not edit it. ● yes · ○ for the own units only
"""


def page() -> Iterator[str]:
    """The lines of the page; the application must have started."""
    from minping.apps.foundation.permissions import declared, words_of  # noqa: PLC0415
    from minping.apps.foundation.roles import LABELS, SCOPED, Role  # noqa: PLC0415

    yield INTRODUCTION
    yield "| 权限 permission | " + " | ".join(f"{LABELS[r].zh} {LABELS[r].en}" for r in Role) + " |"
    yield "| --- |" + " --- |" * len(Role)
    for name, held in declared().items():
        words = words_of(name)
        marks = ["" if r not in held else "○" if r in SCOPED else "●" for r in Role]
        yield f"| `{name}` {words.zh} · {words.en} | " + " | ".join(marks) + " |"


def main() -> int:
    """0 when the page is current or was written."""
    import django  # noqa: PLC0415 - the environment comes first

    with tempfile.TemporaryDirectory() as home:
        os.environ.update(
            MINPING_MODE="test", MINPING_HOME=home, DJANGO_SETTINGS_MODULE="minping.site.settings"
        )
        django.setup()
        text = "\n".join(page()) + "\n"
    if "--check" in sys.argv:
        return 0 if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text else 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
