"""What the code says for certain about a symbol, each fact with its line."""

from .decorator_table import RESULT_CHANGES, SIGNATURE_CHANGES, DecoratorEffect, effects_of
from .decorators import is_plain_property
from .effect_kinds import EffectKind
from .exceptions.definitions import DeferralCache, described
from .exceptions.exception_flow import ExceptionFlow, distinct
from .exceptions.exception_hierarchy import Hierarchy
from .exceptions.file_names import FileNames, last
from .exceptions.leaving import constructors, leaving, written
from .exceptions.local import local_resolution, runs
from .exceptions.name_resolution import NameResolver, ResolvedName
from .exceptions.references import EXECUTED, Reference, references
from .extract import facts_of
from .facts import (
    Attribute,
    AttributeOrigin,
    Facts,
    Outcome,
    Parameter,
    ParameterKind,
    RaisesScope,
    ResultKind,
    SectionKind,
    Trait,
)
from .resolution import (
    SYNTAX_ONLY,
    Condition,
    ConditionKind,
    Deferral,
    Definition,
    DefinitionKind,
    Inferred,
    PropagatedException,
    ReferenceRole,
    Resolution,
)
from .unit_tables import UNITS, unit_of_name
from .units import UnitEvidence

__all__ = [
    "EXECUTED",
    "RESULT_CHANGES",
    "SIGNATURE_CHANGES",
    "SYNTAX_ONLY",
    "UNITS",
    "Attribute",
    "AttributeOrigin",
    "Condition",
    "ConditionKind",
    "DecoratorEffect",
    "Deferral",
    "DeferralCache",
    "Definition",
    "DefinitionKind",
    "EffectKind",
    "ExceptionFlow",
    "Facts",
    "FileNames",
    "Hierarchy",
    "Inferred",
    "NameResolver",
    "Outcome",
    "Parameter",
    "ParameterKind",
    "PropagatedException",
    "RaisesScope",
    "Reference",
    "ReferenceRole",
    "Resolution",
    "ResolvedName",
    "ResultKind",
    "SectionKind",
    "Trait",
    "UnitEvidence",
    "constructors",
    "described",
    "distinct",
    "effects_of",
    "facts_of",
    "is_plain_property",
    "last",
    "leaving",
    "local_resolution",
    "references",
    "runs",
    "unit_of_name",
    "written",
]
