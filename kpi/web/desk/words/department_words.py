"""What a department answers for, in words."""

from kpi.services.publishing.checks.department_effects import DepartmentUse
from kpi.text import Text


def use_words(use: DepartmentUse, text: Text) -> str:
    """«3 цілі, 12 показників, 2 облікові записи»; "" where the department answers for nothing."""
    counts = {"goals": len(use.goals), "indicators": len(use.indicators), "accounts": len(use.accounts)}
    return ", ".join(text.count(f"departments.along.{name}", n) for name, n in counts.items() if n)
