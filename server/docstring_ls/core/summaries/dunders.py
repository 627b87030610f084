"""Special methods, whose meaning Python itself defines."""

from __future__ import annotations

_PLAIN = {
    "__init__": "Initialize the {owner}.",
    "__new__": "Create a new {owner}.",
    "__post_init__": "Finish the initialization of the {owner}.",
    "__attrs_post_init__": "Finish the initialization of the {owner}.",
    "__attrs_pre_init__": "Prepare the initialization of the {owner}.",
    "__del__": "Clean up when the {owner} is destroyed.",
    "__init_subclass__": "Initialize a subclass.",
    "__class_getitem__": "Return the {owner} parametrized by {first}.",
    "__set_name__": "Take the name that the owning class gives.",
    "__repr__": "Return the representation for developers.",
    "__str__": "Return the readable form.",
    "__bytes__": "Return the {owner} as bytes.",
    "__format__": "Return the {owner} formatted by a specification.",
    "__hash__": "Return the hash.",
    "__bool__": "Return the truth value.",
    "__nonzero__": "Return the truth value.",
    "__len__": "Return the number of items.",
    "__length_hint__": "Return an estimate of the number of items.",
    "__iter__": "Return an iterator over the {owner}.",
    "__aiter__": "Return an asynchronous iterator over the {owner}.",
    "__next__": "Return the next item.",
    "__anext__": "Return the next item.",
    "__reversed__": "Return a reversed iterator.",
    "__contains__": "Return whether {first} is contained in the {owner}.",
    "__getitem__": "Return the item at {first}.",
    "__setitem__": "Set the item at {first}.",
    "__delitem__": "Delete the item at {first}.",
    "__missing__": "Return what stands for a missing key.",
    "__getattr__": "Return an attribute that was not found otherwise.",
    "__getattribute__": "Return an attribute.",
    "__setattr__": "Set an attribute.",
    "__delattr__": "Delete an attribute.",
    "__dir__": "Return the names of the attributes.",
    "__get__": "Return the value for an instance or its class.",
    "__set__": "Set the value for an instance.",
    "__delete__": "Delete the value of an instance.",
    "__call__": "Call the {owner}.",
    "__enter__": "Enter the context.",
    "__exit__": "Leave the context.",
    "__aenter__": "Enter the asynchronous context.",
    "__aexit__": "Leave the asynchronous context.",
    "__await__": "Return an iterator for ``await``.",
    "__copy__": "Return a shallow copy.",
    "__deepcopy__": "Return a deep copy.",
    "__reduce__": "Return what pickling needs.",
    "__reduce_ex__": "Return what pickling needs.",
    "__getstate__": "Return the state for pickling.",
    "__setstate__": "Restore the pickled state.",
    "__getnewargs__": "Return the arguments for unpickling.",
    "__getnewargs_ex__": "Return the arguments for unpickling.",
    "__sizeof__": "Return the size in bytes.",
    "__instancecheck__": "Return whether {first} counts as an instance.",
    "__subclasscheck__": "Return whether {first} counts as a subclass.",
    "__subclasshook__": "Return whether {first} counts as a subclass.",
    "__prepare__": "Return the namespace of the class body.",
    "__mro_entries__": "Return the bases that stand for this one.",
    "__fspath__": "Return the path in the file system.",
    "__index__": "Return the {owner} as an index.",
    "__int__": "Return the {owner} as an integer.",
    "__float__": "Return the {owner} as a float.",
    "__complex__": "Return the {owner} as a complex number.",
    "__round__": "Return the rounded value.",
    "__trunc__": "Return the truncated value.",
    "__floor__": "Return the floor.",
    "__ceil__": "Return the ceiling.",
    "__neg__": "Return the negation.",
    "__pos__": "Return the unary plus.",
    "__abs__": "Return the absolute value.",
    "__invert__": "Return the inversion.",
    "__eq__": "Return whether the {owner} equals {first}.",
    "__ne__": "Return whether the {owner} differs from {first}.",
    "__lt__": "Return whether the {owner} is less than {first}.",
    "__le__": "Return whether the {owner} is less than or equal to {first}.",
    "__gt__": "Return whether the {owner} is greater than {first}.",
    "__ge__": "Return whether the {owner} is greater than or equal to {first}.",
    "__cmp__": "Compare the {owner} with {first}.",
    "__array__": "Return the {owner} as an array.",
    "__buffer__": "Return the buffer.",
    "__html__": "Return the HTML form.",
    "__rich_repr__": "Yield the parts of the representation.",
    "__getformat__": "Return the format.",
}
_OPERATORS = {
    "add": "the sum",
    "sub": "the difference",
    "mul": "the product",
    "matmul": "the matrix product",
    "truediv": "the quotient",
    "div": "the quotient",
    "floordiv": "the floored quotient",
    "mod": "the remainder",
    "divmod": "the quotient and the remainder",
    "pow": "the power",
    "lshift": "the left shift",
    "rshift": "the right shift",
    "and": "the conjunction",
    "or": "the disjunction",
    "xor": "the exclusive disjunction",
}


def dunder_summary(name: str, owner: str, first: str) -> str:
    """What a special method does, or empty for an unknown one.

    Args:
        name: Its name.
        owner: What to call the object.
        first: What to call the first argument.
    """
    if name in _PLAIN:
        return _PLAIN[name].format(owner=owner, first=first)
    core = name.strip("_")
    if core in _OPERATORS:
        return f"Return {_OPERATORS[core]} with {first}."
    if core[:1] == "r" and core[1:] in _OPERATORS:
        return f"Return {_OPERATORS[core[1:]]} with {first} on the left."
    if core[:1] == "i" and core[1:] in _OPERATORS:
        return f"Replace the value by {_OPERATORS[core[1:]]} with {first}."
    return ""
