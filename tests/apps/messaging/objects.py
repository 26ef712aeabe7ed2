"""Ids for the addresses of messages."""

from uuid import uuid4

from tests.apps.security.objects import World, makes

from minping.apps.foundation.actors import SYSTEM
from minping.apps.foundation.clock import now
from minping.apps.messaging.models import Message, SendFile
from minping.apps.messaging.services import template_put


@makes("messaging:template", "messaging:retire", shared=True)
def template(world: World) -> dict[str, object]:
    return {"template_id": template_put(actor=SYSTEM, name="通知", zh="您好")}


@makes("messaging:take_back", shared=True)
def file(world: World) -> dict[str, object]:
    made = SendFile.objects.create(number=1, made_at=now(), made_by="陈干事", messages=0)
    return {"file_id": made.id}


@makes("messaging:requeue", shared=True)
def message(world: World) -> dict[str, object]:
    text = template_put(actor=SYSTEM, name="通知", zh="您好")
    made = Message.objects.create(
        template_id=text, person=uuid4(), not_before=now(), key="x", state="unknown"
    )
    return {"message_id": made.id}


@makes("messaging:send", shared=True)
def send(world: World) -> dict[str, object]:
    return {"form": "csv"}
