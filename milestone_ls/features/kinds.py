"""The kinds of what features give, which a client is told of before it asks for any of it.

They stand apart so that whoever names them need not import what finds such things.
"""

from enum import StrEnum


class ActionKind(StrEnum):
    """Kinds as the protocol spells them (LSP 3.17, CodeActionKind); a part before a dot stands for all behind it."""

    QUICK_FIX = "quickfix"
    REWRITE = "refactor.rewrite"
    INDEX = "source.index.milestone-ls"
    FIX_ALL = "source.fixAll.milestone-ls"

    def is_in(self, asked: str) -> bool:
        """Whether *asked* is this kind or one that holds it."""
        return not asked or self == asked or self.startswith(f"{asked}.")


class TokenType(StrEnum):
    """The standard token types that are used; the order is that of the legend."""

    CLASS = "class"
    FUNCTION = "function"
    VARIABLE = "variable"
    STRING = "string"
    COMMENT = "comment"
    MACRO = "macro"
    ENUM_MEMBER = "enumMember"
    TYPE = "type"
    PARAMETER = "parameter"
    OPERATOR = "operator"


class TokenModifier(StrEnum):
    """The standard modifiers that are used, in the order of the legend."""

    DECLARATION = "declaration"
    DEPRECATED = "deprecated"
    READONLY = "readonly"
