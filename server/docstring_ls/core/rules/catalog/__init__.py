"""Every rule, in the order in which they are asked."""

from ..judgement import ClaimRule
from . import (
    changed_argument,
    never_raises,
    renamed_exception,
    renamed_parameter,
    returned_none,
    returned_value,
    unfounded_effect,
    unfounded_exception,
    unfounded_promise,
    unfounded_reference,
    unknown_attribute,
    unknown_name,
    unknown_parameter,
    wrong_condition,
    wrong_default,
    wrong_demand,
    wrong_nature,
    wrong_none,
    wrong_type,
    wrong_unit,
    yielded_value,
)

RULES: tuple[ClaimRule, ...] = (
    wrong_default.RULE,
    wrong_demand.RULE,
    renamed_parameter.RULE,
    unknown_parameter.RULE,
    unknown_attribute.RULE,
    wrong_unit.RULE,
    wrong_none.RULE,
    changed_argument.RULE,
    renamed_exception.RULE,
    unfounded_exception.RULE,
    never_raises.RULE,
    wrong_condition.RULE,
    returned_none.RULE,
    returned_value.RULE,
    yielded_value.RULE,
    wrong_type.RULE,
    wrong_nature.RULE,
    unknown_name.RULE,
    unfounded_reference.RULE,
    unfounded_promise.RULE,
    unfounded_effect.RULE,
)

__all__ = ["RULES"]
