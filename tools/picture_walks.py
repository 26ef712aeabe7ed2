"""Which links lead to the page of each picture of the manual."""

WALKS: dict[str, dict[str, tuple[str, ...]]] = {
    "lead": {
        "today": (),
        "year": ("main section.panel h3 a",),
        "scheme": (
            "nav.side a[href$='/campaigns/']",
            "main table a, main h2 a, main li a",
            "a[href$='/scheme/']",
        ),
        "roster": (
            "nav.side a[href$='/people/']",
            *("main a[href*='/people/rounds/']:has-text('四季度')", "main a[href*='/rosters/']"),
        ),
        "invitations": (
            "nav.side a[href$='/invitations/']",
            "main a[href*='/invitations/']:has-text('11月')",
        ),
        "ledger": ("nav.side a[href$='/problems/']",),
        "run": ("nav.side a[href$='/results/']", "main a[href*='/results/runs/']"),
        "appeal": ("main a[href$='/appeals/']", "main tr:has-text('财政局') a"),
        "history": (
            "nav.side a[href$='/consequences/']",
            "main a:has-text('历年名次')",
            "main tr:has(:text('免')) a",
        ),
        "interview": ("main a[href*='/consequences/']:has-text('复查')", "main table a"),
    },
    "hotline": {
        "faults": (
            "nav.side a[href$='/partners/']",
            "main table a",
            "main a[href*='/imports/new/']",
            "main table a[href*='/imports/']",
        ),
    },
    "partner": {"component": ("nav.side a[href$='/partners/']", "main tr:has-text('已签字') a")},
}
"""Login → picture → the links to follow from its first page; each is the first that matches."""
