"""The one exception of reading: the whole file is refused for one reason."""

from kpi.model import Problem, Severity


class RefusalError(Exception):
    """The file cannot be read any further; `problem` says why and what helps."""

    def __init__(self, code: str, **values: str | int | float) -> None:
        super().__init__(code)
        self.problem = Problem(code=code, severity=Severity.ERROR, values=dict(values))
