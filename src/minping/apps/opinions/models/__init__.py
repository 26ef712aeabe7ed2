"""What is kept about opinions."""

from minping.apps.opinions.models.comments import CommentPool, HeldComment
from minping.apps.opinions.models.likeness import Likeness, Theme, WordList
from minping.apps.opinions.models.opinions import Answer, FormPoint, Opinion, Step, Terms

__all__ = [
    "Answer",
    "CommentPool",
    "FormPoint",
    "HeldComment",
    "Likeness",
    "Opinion",
    "Step",
    "Terms",
    "Theme",
    "WordList",
]
