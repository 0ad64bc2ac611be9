"""``python -m samples.make.measuring [NAME …]``: draw the measuring set again, or only some of its pages."""

import sys

from samples.make.measuring.pages import make_page, plans
from samples.make.press import running_press


def main(names: list[str]) -> int:
    """Draw what was asked for and say what it weighs; 1 when a name is not in the plan."""
    wanted = [plan for plan in plans() if not names or plan.name in names]
    if unknown := set(names) - {plan.name for plan in wanted}:
        print(
            f"No page {', '.join(sorted(unknown))} in samples/data/measuring/pages.toml; give names that stand there."
        )
        return 1
    total = 0
    with running_press() as press:
        for plan in wanted:
            size = make_page(press, plan)
            total += size
            print(f"{plan.name}  {plan.face_name}  {plan.dpi} dpi  {size / 1024:6.0f} KB", flush=True)
    print(f"{len(wanted)} pages, {total / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
