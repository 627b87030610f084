"""Units: what names say of them, how they are scaled, and what takes or gives which."""

from __future__ import annotations

UNITS = {
    "seconds": "s", "second": "s", "secs": "s", "sec": "s", "s": "s",
    "milliseconds": "ms", "millisecond": "ms", "millis": "ms", "msec": "ms", "ms": "ms",
    "microseconds": "us", "us": "us", "nanoseconds": "ns", "ns": "ns",
    "minutes": "min", "minute": "min", "hours": "h", "hour": "h", "days": "d", "day": "d",
    "weeks": "w", "week": "w",
    "bytes": "B", "byte": "B", "bits": "bit", "kilobytes": "kB", "kb": "kB", "kib": "kB",
    "megabytes": "MB", "mb": "MB", "mib": "MB", "gigabytes": "GB", "gb": "GB",
    "degrees": "deg", "radians": "rad", "percent": "%", "cents": "ct", "euros": "EUR",
    "dollars": "USD", "pixels": "px", "px": "px", "points": "pt", "inches": "in",
    "meters": "m", "metres": "m", "kilometers": "km", "kilometres": "km", "feet": "ft",
    "hz": "Hz", "khz": "kHz",
}  # fmt: skip
"""The units that words and parts of names mean."""

# Each family of units by how many of its smallest common one they are.
_TIME = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0,
         "w": 604800.0}  # fmt: skip
_SIZE = {"B": 1.0, "kB": 1024.0, "MB": 1024.0**2, "GB": 1024.0**3}
_THOUSANDS = {"B": 1.0, "kB": 1e3, "MB": 1e6, "GB": 1e9}
_FAMILIES = (_TIME, _SIZE, _THOUSANDS, {"m": 1.0, "km": 1000.0}, {"Hz": 1.0, "kHz": 1000.0})
# Relative difference up to which two scales are the same: floats are written with few digits.
_NEAR = 1e-6
# Letters of the shortest word that is a unit by itself, not only behind an underscore.
_WORD = 4


def unit_of_name(name: str) -> str:
    """The unit that a name ends in, or empty."""
    parts = name.rpartition(".")[2].lower().strip("_").split("_")
    alone = len(parts) == 1 and len(parts[0]) < _WORD
    return "" if alone else UNITS.get(parts[-1], "")


def scaled(unit: str, factor: float) -> str:
    """The unit of which one is so many of another, or empty."""
    if factor == 1:
        return unit
    for family in _FAMILIES:
        if unit in family:
            wanted = family[unit] * factor
            for other, scale in family.items():
                if abs(scale - wanted) <= _NEAR * wanted:
                    return other
    return ""


ARGUMENTS: dict[tuple[str, int], str] = {
    **{(f"{name}.sleep", 0): "s" for name in ("time", "asyncio", "anyio", "trio", "gevent")},
    ("sleep", 0): "s",
    **dict.fromkeys((("*.settimeout", 0), ("*.setdefaulttimeout", 0)), "s"),
    **dict.fromkeys((("*.wait_for", 1), ("*.call_later", 0), ("*.move_on_after", 0)), "s"),
    **dict.fromkeys((("*.fail_after", 0), ("asyncio.timeout", 0), ("*.fromtimestamp", 0)), "s"),
    **dict.fromkeys((("timedelta", 0), ("datetime.timedelta", 0)), "d"),
    **dict.fromkeys((("timedelta", 1), ("datetime.timedelta", 1)), "s"),
    **{(f"{name}.radians", 0): "deg" for name in ("math", "np", "numpy")},
    **{(f"{name}.deg2rad", 0): "deg" for name in ("np", "numpy", "torch")},
    **{(f"{name}.degrees", 0): "rad" for name in ("math", "np", "numpy")},
    **{(f"{name}.rad2deg", 0): "rad" for name in ("np", "numpy", "torch")},
    **{(f"{name}.{function}", 0): "rad" for name in ("math", "np", "numpy", "torch")
       for function in ("sin", "cos", "tan")},
    **dict.fromkeys((("radians", 0), ("deg2rad", 0)), "deg"),
    **dict.fromkeys((("os.urandom", 0), ("*.token_bytes", 0), ("*.recv", 0)), "B"),
    **dict.fromkeys((("bytearray", 0), ("*.recvfrom", 0), ("*.truncate", 0)), "B"),
}  # fmt: skip
"""The unit of an argument, by callee (``*.`` for any owner) and position."""

_SPANS = {"microseconds": "us", "milliseconds": "ms", "seconds": "s", "minutes": "min",
          "hours": "h", "days": "d", "weeks": "w"}  # fmt: skip
KEYWORDS: dict[tuple[str, str], str] = {
    **{("timedelta", name): unit for name, unit in _SPANS.items()},
    **{(name, "timeout"): "s" for name in
       ("get", "post", "put", "patch", "delete", "head", "request", "urlopen", "send",
        "create_connection", "run", "call", "check_call", "check_output", "communicate", "wait",
        "join", "acquire", "result", "wait_for", "as_completed", "Client", "AsyncClient")},
}  # fmt: skip
"""The unit of an argument by the callee's last name and its keyword."""

CLOCKS = {
    **dict.fromkeys(("time.time", "time.monotonic", "time.perf_counter", "monotonic"), "s"),
    **dict.fromkeys(("perf_counter", "time.process_time", "asyncio.get_event_loop().time"), "s"),
    **dict.fromkeys(("time.time_ns", "time.monotonic_ns", "time.perf_counter_ns"), "ns"),
}
"""The units of clocks."""

RESULTS = {
    "*.total_seconds()": "s",
    "*.timestamp()": "s",
    **{f"{name}.degrees": "deg" for name in ("math", "np", "numpy")},
    **{f"{name}.rad2deg": "deg" for name in ("np", "numpy")},
    **{f"{name}.{function}": "rad" for name in ("math", "np", "numpy")
       for function in ("radians", "deg2rad", "atan2", "arctan2", "acos", "asin", "atan")},
    "os.path.getsize": "B",
    "sys.getsizeof": "B",
    "*.st_size": "B",
    "*.nbytes": "B",
}  # fmt: skip
"""The units of what calls and attributes give."""
