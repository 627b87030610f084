"""Every error that can reach a user; each knows whose fault it is and what to do next.

::

    DocstringLsError
     |- UsageError              the command line or a request makes no sense
     |- ConfigurationError      an option is missing or wrong
     |- SourceError             the file or symbol can't take a docstring
     |   `- Withheld            its file holds secrets and is never sent
     |- ResolverError           the resolver process failed (the pipeline goes on without it)
     `- ProviderError           no usable answer from the model
         |- AuthenticationFailed
         |- DeploymentMissing
         |- Unreachable
         |- RateLimited
         |- Filtered            prompt or answer stopped by the content filter
         |- Refused
         |- Incomplete          stalled, truncated, length-stopped, malformed
         |- TooLarge            would exceed a window, a quota or a character limit
         `- BudgetSpent         the user's own limit in tokens or money
"""

from __future__ import annotations


class DocstringLsError(Exception):
    """A failure told in the user's words.

    Attributes:
        message: What happened, to what.
        advice: What to do next, as a sentence; may be empty.
        fault: ``user``, ``service``, ``code`` or ``us``.
        code: Stable kebab-case name.
        ends_run: Whether the next symbol of a run would meet it too.
        is_outage: Whether the service as a whole seems to be down; several in a row end a run.
        correlation: The id under which our logs know this request, or empty.
        request_id: The service's own id of it, or empty.
    """

    fault = "us"
    code = "internal-error"
    ends_run = False
    is_outage = False

    def __init__(
        self, message: str, advice: str = "", *, code: str = "", correlation: str = ""
    ) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
        self.code = code or type(self).code
        self.correlation = correlation
        self.request_id = ""

    def __str__(self) -> str:
        """Message, advice and ids as one line."""
        service = f"the service's id {self.request_id}" if self.request_id else ""
        ids = ", ".join(
            part for part in (self.correlation and f"id {self.correlation}", service) if part
        )
        return f"{self.message} {self.advice}".strip() + (f" ({ids})" if ids else "")


class UsageError(DocstringLsError):
    """The command line or a request makes no sense."""

    fault = "user"
    code = "wrong-use"


class ConfigurationError(DocstringLsError):
    """An option is missing or wrong."""

    fault = "user"
    code = "configuration"
    ends_run = True


class SourceError(DocstringLsError):
    """The file or symbol can't take a docstring."""

    fault = "code"
    code = "source"


class Withheld(SourceError):
    """The file is one of those that hold secrets, so nothing of it was sent."""

    code = "withheld"

    def __init__(self) -> None:
        super().__init__(
            "Files named .env… hold secrets and are never sent to a model; nothing was sent.",
            "Rename the file, or choose the provider draft.",
        )


class ProviderError(DocstringLsError):
    """No usable answer came from the model."""

    fault = "service"
    code = "provider"


class AuthenticationFailed(ProviderError):
    """The key or token was not accepted."""

    fault = "user"
    code = "authentication"
    ends_run = True


class DeploymentMissing(ProviderError):
    """The deployment, model or path does not exist."""

    fault = "user"
    code = "deployment"
    ends_run = True


class Unreachable(ProviderError):
    """No connection to the endpoint; ends a run where the endpoint is wrong or dead."""

    code = "unreachable"
    is_outage = True


class RateLimited(ProviderError):
    """The service has no capacity for this request now.

    Attributes:
        retry_after: Seconds that the service asks to wait, 0 where it names none.
    """

    code = "rate-limit"
    retry_after: float = 0.0


class Filtered(ProviderError):
    """The content filter stopped the prompt or the answer."""

    code = "content-filter"


class Refused(ProviderError):
    """The model declined to answer."""

    code = "refusal"


class Incomplete(ProviderError):
    """The answer stalled, broke off, ran into its length limit or was no docstring."""

    code = "incomplete"


class TooLarge(ProviderError):
    """The request would exceed a window, a quota or a character limit.

    Attributes:
        window: The model's real window in tokens, 0 where it is not known.
        prompt_budget: Tokens that all messages may have together so that the request fits; the
            prompt can be composed again with it. 0 where no size would help.
    """

    fault = "code"
    code = "too-large"
    window: int = 0
    prompt_budget: int = 0


class BudgetSpent(ProviderError):
    """The user's own limit in tokens or money is reached."""

    fault = "user"
    code = "budget"
    ends_run = True


def own_fault(error: Exception) -> DocstringLsError:
    """A failure that nobody foresaw, without its text, which may quote code."""
    return DocstringLsError(
        f"docstring-ls failed by its own fault ({type(error).__name__}); nothing was changed.",
        "Please report this; the log at level debug says where.",
    )
