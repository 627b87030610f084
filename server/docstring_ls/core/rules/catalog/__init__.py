"""Every rule, in the order in which they are asked."""

from ..judgement import ClaimRule
from . import (
    never_raises,
    returned_none,
    returned_value,
    unfounded_exception,
    unfounded_promise,
    unfounded_reference,
    unknown_name,
    unknown_parameter,
    wrong_condition,
    wrong_default,
    wrong_demand,
    wrong_nature,
    wrong_none,
    wrong_type,
    wrong_unit,
)

RULES: tuple[ClaimRule, ...] = (
    wrong_default.RULE,
    wrong_demand.RULE,
    unknown_parameter.RULE,
    wrong_unit.RULE,
    wrong_none.RULE,
    unfounded_exception.RULE,
    never_raises.RULE,
    wrong_condition.RULE,
    returned_none.RULE,
    returned_value.RULE,
    wrong_type.RULE,
    wrong_nature.RULE,
    unknown_name.RULE,
    unfounded_reference.RULE,
    unfounded_promise.RULE,
)

__all__ = ["RULES"]
