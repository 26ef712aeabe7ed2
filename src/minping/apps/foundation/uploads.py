"""A form field that takes several files at once."""

from typing import Any

from django import forms


class ManyFiles(forms.ClearableFileInput):
    """A file field that takes several at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; cleaned to a list."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each file by itself."""
        given = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not given:
            return [] if not self.required else [super().clean(None, initial)]
        return [super(FilesField, self).clean(one, initial) for one in given]
