"""Why a file is not taken."""

from minping.core.findings import Text


class Unfit(Exception):  # noqa: N818 - the word of the domain
    """The file is not taken: ``why`` in a clause, ``remedy`` as a sentence."""

    def __init__(self, why: Text, remedy: Text) -> None:
        super().__init__(why.zh)
        self.why = why
        self.remedy = remedy

    def about(self, name: str) -> Text:
        """The whole message for the file called ``name``."""
        return Text(
            f"文件“{name}”不能上传：{self.why.zh}。{self.remedy.zh}",
            f"“{name}” cannot be taken: {self.why.en}. {self.remedy.en}",
        )


PICTURE_INSTEAD = Text(
    "请改为上传图片（截图或拍照）或另存后再上传。",
    "Upload a picture of it (screenshot or photo), or save it anew first.",
)
