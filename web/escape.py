"""Text becomes HTML here and nowhere else."""

from __future__ import annotations

import html
import json
from typing import Any

# Besides HTML's own signs, those that a template engine of the page could read as code.
_TEMPLATE_SIGNS = {ord(sign): f"&#{ord(sign)};" for sign in "{}$`\\"}


def esc(text: object) -> str:
    """Any value as inert text, fit for an element's content and for a quoted attribute.

    >>> esc('<b>${1}</b>')
    '&lt;b&gt;&#36;&#123;1&#125;&lt;/b&gt;'
    """
    return html.escape(str(text), quote=True).translate(_TEMPLATE_SIGNS)


def data(value: Any) -> str:
    """A JSON value for a quoted `data-…` attribute."""
    return esc(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
