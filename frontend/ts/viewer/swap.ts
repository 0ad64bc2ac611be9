/* Turning to another page of the same record: its own address is fetched, and what differs is put in place. */
export async function swapPage(address: string, remember: boolean): Promise<boolean> {
  const fresh = await fetched(address);
  const viewer = fresh?.getElementById("viewer");
  const here = document.getElementById("viewer");
  if (!fresh || !viewer || !here) return false;
  if (hasPicture(fresh) !== hasPicture(document)) return false;
  for (const old of document.querySelectorAll<HTMLElement>("[data-swap]")) {
    const next = fresh.getElementById(old.id);
    if (next) old.replaceWith(document.adoptNode(next));
  }
  for (const name of ["service", "page", "width", "height"]) here.dataset[name] = viewer.dataset[name] ?? "";
  here.classList.toggle("rtl", viewer.classList.contains("rtl"));
  document.title = fresh.title;
  if (remember) history.pushState(null, "", address);
  document.querySelector(".strip [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  return true;
}

async function fetched(address: string): Promise<Document | null> {
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
