"""What the services of this room ask first."""

from fractions import Fraction
from uuid import UUID

from minping.apps.foundation.errors import Refused
from minping.apps.offices.models import Item, Letter, Peer
from minping.core.findings import Text

GONE = Text("这一项已不存在，请刷新页面。", "This no longer exists; reload the page.")


def held_peer(peer: UUID, *, trusted: bool = True, side: str = "") -> Peer:
    """The office, locked. Refuses one that is not trusted yet, was ended, or stands on the other side."""
    found = Peer.objects.select_for_update().filter(id=peer).first()
    if found is None:
        raise Refused(GONE)
    if trusted and found.trusted_at is None:
        raise Refused(
            Text(
                f"请先电话核对“{found.name}”的指纹并确认，再收发文件。",
                f"Compare the fingerprint of “{found.name}” on the telephone and confirm it first.",
            )
        )
    if trusted and found.ended_at is not None:
        raise Refused(
            Text(
                f"“{found.name}”已停用，不能再收发文件。", f"“{found.name}” was ended; nothing is exchanged."
            )
        )
    if side and found.side != side:
        raise Refused(Text("这类文件只能发给上下级中的另一方。", "Letters of this kind go the other way."))
    return found


def held_item(item: UUID, way: str) -> Item:
    """The item, locked, of that way. Refuses another."""
    found = Item.objects.select_for_update().filter(id=item, way=way).first()
    if found is None:
        raise Refused(GONE)
    return found


def exact(text: str) -> Fraction | None:
    """A number written with digits and one point; None for anything else."""
    whole, point, after = text.partition(".")
    if not whole.isdecimal() or not whole.isascii() or len(text) > 15:
        return None
    if point and not (after.isdecimal() and after.isascii()):
        return None
    return Fraction(text)


OUT, IN = Letter.Way.OUT, Letter.Way.IN
