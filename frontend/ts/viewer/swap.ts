/* Turning to another page of the same record: its own address is fetched, and what differs is put in place. */
export async function swapPage(address: string, remember: boolean): Promise<boolean> {
  const fresh = await fetchedPage(address);
  const viewer = fresh?.getElementById("viewer");
  const here = document.getElementById("viewer");
  if (!fresh || !viewer || !here) return false;
  if (hasPicture(fresh) !== hasPicture(document)) return false;
  for (const old of document.querySelectorAll<HTMLElement>("[data-swap]")) {
    const next = fresh.getElementById(old.id);
    if (next) old.replaceWith(document.adoptNode(next));
  }
  for (const name of ["service", "page", "width", "height", "facing"]) here.dataset[name] = viewer.dataset[name] ?? "";
  here.classList.toggle("rtl", viewer.classList.contains("rtl"));
  document.title = fresh.title;
  if (remember) history.pushState(null, "", address);
  return true;
}

/* Some parts only, of the address that stands for what lies open already. */
export async function swapParts(address: string, ids: readonly string[]): Promise<void> {
  const fresh = await fetchedPage(address);
  for (const id of ids) {
    const next = fresh?.getElementById(id);
    if (next) document.getElementById(id)?.replaceWith(document.adoptNode(next));
  }
}

/* The strip moves so that the current page is in sight; the page itself stays where it is. */
export function stripInSight(): void {
  const strip = document.querySelector<HTMLElement>(".strip");
  const current = strip?.querySelector("[aria-current]");
  if (!strip || !current) return;
  const [around, at] = [strip.getBoundingClientRect(), current.getBoundingClientRect()];
  strip.scrollBy(at.left + at.width / 2 - around.left - around.width / 2, 0);
}

export async function fetchedPage(address: string): Promise<Document | null> {
  try {
    const answer = await fetch(address);
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  } catch {
    return null;
  }
}

function hasPicture(page: Document): boolean {
  return page.getElementById("stage") !== null;
}
