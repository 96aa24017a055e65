"""attach: a file by its digest, which stands on the record."""

from __future__ import annotations

from hashlib import sha256

import pytest

from huiyin.complaints.models import Attachment, Stage
from huiyin.files import commands as files
from huiyin.files import queries
from tests.complaints.checks import recorded, refused
from tests.complaints.road import at_stage
from tests.world import person

pytestmark = pytest.mark.django_db
CONTENT = "取款凭条".encode()


@pytest.mark.parametrize("stage", [Stage.REGISTERED, Stage.APPROVING, Stage.ARCHIVED])
def test_its_digest_stands_on_the_record(stage: Stage) -> None:
    road = at_stage(stage)
    road.do("attach", road.coordinator, name="凭条.txt", content=CONTENT)
    kept = Attachment.objects.get(complaint=road.complaint)
    assert (kept.name, bytes(kept.blob_id)) == ("凭条.txt", sha256(CONTENT).digest())
    recorded(road, "attach", road.coordinator, file="凭条.txt", sha256=sha256(CONTENT).hexdigest())


def test_it_refuses_an_empty_file_and_one_too_large() -> None:
    road = at_stage(Stage.REGISTERED)
    with refused("empty", "file"):
        road.do("attach", road.intake, name="空.txt", content=b"")
    with refused("file_too_large", "file"):
        road.do("attach", road.intake, name="大.bin", content=bytes(files.LARGEST + 1))


def test_auditors_and_those_without_sight_add_nothing() -> None:
    road, strange = at_stage(Stage.REGISTERED), b"nobody else encloses this"
    with refused("not_yours"):
        road.do("attach", person("洪波"), name="凭条.txt", content=strange)
    with refused("not_found"):
        road.do("attach", person("丁一"), name="凭条.txt", content=strange)
    assert not Attachment.objects.exists()
    assert not queries.place(sha256(strange).digest()).exists()  # nor does a byte reach the disk
