"""An office's own faces are used where they are dropped in; the bundled ones otherwise."""

from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from minping.apps.documents.fonts import SANS, SERIF, drawing_face, faces, word_faces


def own_face(path: Path, family: str) -> None:
    """A face of this family with a few characters of the bundled one."""
    font = TTFont(faces().paths[0] + "/NotoSerifSC-Regular.otf")
    options = subset.Options()
    options.name_IDs = ["*"]
    cutter = subset.Subsetter(options)
    cutter.populate(text="一二")
    cutter.subset(font)
    for record in font["name"].names:
        if record.nameID == 1:
            record.string = family
    font.save(str(path))


def test_without_own_faces_the_bundled_ones_print() -> None:
    found = faces()
    assert (found.title, found.body, found.heading) == ((SERIF,), (SERIF,), (SANS,))
    assert not found.own_title
    assert word_faces(found) == {"title": "宋体", "body": "仿宋", "heading": "黑体", "subheading": "楷体"}
    assert drawing_face().is_file()


def test_an_offices_faces_come_first(tmp_path: Path) -> None:
    own_face(tmp_path / "fs.otf", "FangSong_GB2312")
    own_face(tmp_path / "xbs.otf", "FZXiaoBiaoSong-B05S")
    found = faces(tmp_path)
    assert found.body == ("FangSong_GB2312", SERIF)
    assert found.own_title
    assert word_faces(found)["title"] == "FZXiaoBiaoSong-B05S"
    assert word_faces(found)["heading"] == "黑体"
