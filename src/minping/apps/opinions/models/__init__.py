"""What is kept about opinions."""

from minping.apps.opinions.models.comments import CommentPool, HeldComment
from minping.apps.opinions.models.handling import Handling
from minping.apps.opinions.models.likeness import Likeness, Theme, WordList
from minping.apps.opinions.models.opinions import Answer, FormPoint, Opinion, SavedView, Step, Terms

__all__ = [
    "Answer",
    "CommentPool",
    "FormPoint",
    "Handling",
    "HeldComment",
    "Likeness",
    "Opinion",
    "SavedView",
    "Step",
    "Terms",
    "Theme",
    "WordList",
]
