/* The tree of fonds: a twig opens in place, by fetching the page that its link leads to. Without script the link does. */
export function tree(): void {
  document.addEventListener("click", (event) => {
    const twig = (event.target as Element).closest<HTMLAnchorElement>("a[data-twig]");
    if (!twig || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    toggle(twig);
  });
  document.addEventListener("keydown", (event) => {
    const twig = (event.target as Element).closest<HTMLAnchorElement>("a[data-twig]");
    if (!twig || event.key !== " ") return;
    event.preventDefault();
    toggle(twig);
  });
}

function toggle(twig: HTMLAnchorElement): void {
  const branch = twig.closest<HTMLElement>("[data-branch]");
  const below = branch?.querySelector<HTMLElement>(":scope > ol");
  if (below) {
    below.hidden = !below.hidden;
    twig.setAttribute("aria-expanded", String(!below.hidden));
  } else if (branch) void open(twig, branch);
}

async function open(twig: HTMLAnchorElement, branch: HTMLElement): Promise<void> {
  try {
    const answer = await fetch(twig.href);
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelector(`[data-branch="${branch.dataset["branch"] ?? ""}"]`);
    if (!found) throw new Error("gone");
    for (const part of [...found.children].slice(1)) branch.append(document.adoptNode(part));
    twig.setAttribute("aria-expanded", "true");
  } catch {
    window.location.assign(twig.href);
  }
}
