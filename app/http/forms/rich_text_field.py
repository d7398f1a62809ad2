"""The form field of rich text: what the editor made of it, else what was typed into the plain text area."""

from typing import Any

from wtforms import TextAreaField
from wtforms.validators import ValidationError

from app.core.errors import Invalid
from app.core.text.rich_text import from_plain, plain_text, sanitise

EDITED = "-html"  # the editor's own field stands beside the text area: `body` and `body-html`


class RichTextField(TextAreaField):
    """`data` is sanitised HTML, empty when there are no words; drawn by `rich_field` of components/editor.html."""

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        self._edited = formdata.get(f"{self.name}{EDITED}") if formdata is not None else None
        super().process(formdata, *args, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = ""
        if self._edited is None and not valuelist:
            return
        try:
            self.data = from_plain(valuelist[0]) if self._edited is None else sanitise(self._edited)
        except Invalid as refusal:
            raise ValidationError(refusal.message) from None
        self.raw_data = [self.data]  # what InputRequired looks at

    @property
    def words(self) -> str:
        """The same without marks, for search and mail."""
        return plain_text(self.data or "")

    def _value(self) -> str:
        return self.words
