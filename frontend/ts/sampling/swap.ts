/* A link or a form answered in place: the address is asked, and the parts that differ are put where the old ones lie. */
export type Laid = "same picture" | "another picture" | "elsewhere";

export async function layFresh(address: string, said: FormData | null, bench: HTMLElement): Promise<Laid> {
  const answer = await asked(address, said);
  const fresh = await read(answer);
  const refusal = fresh?.querySelector(".refusal, .errorlist");
  if (refusal && fresh && !fresh.getElementById("bench")) {
    const now = await asked(location.href, null); // somebody else may have written: what stands now is laid
    const laid = swap((await read(now)) ?? document, location.href, bench);
    tell(refusal, true);
    return laid;
  }
  if (!answer?.ok || !fresh?.getElementById("bench")) return go(answer, said);
  const words = fresh.querySelector(".messages ul > li");
  tell(words, words?.classList.contains("warning") === true);
  return swap(fresh, answer.url, bench);
}

function swap(fresh: Document, address: string, bench: HTMLElement): Laid {
  const there = fresh.getElementById("bench");
  if (!there || fresh === document) return "same picture";
  const another = bench.dataset["service"] !== there.dataset["service"];
  for (const name of ["service", "width", "height"]) bench.dataset[name] = there.dataset[name] ?? "";
  if (another) layLeaf(fresh);
  for (const old of document.querySelectorAll<HTMLElement>("[data-swap]")) {
    const next = fresh.getElementById(old.id);
    if (next) old.replaceWith(document.adoptNode(next));
  }
  document.title = fresh.title;
  if (address !== location.href) history.pushState(null, "", address);
  bench.querySelector(".strip [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  return another ? "another picture" : "same picture";
}

async function read(answer: Response | null): Promise<Document | null> {
  return answer && new DOMParser().parseFromString(await answer.text(), "text/html");
}

async function asked(address: string, said: FormData | null): Promise<Response | null> {
  try {
    return await fetch(address, said ? { method: "POST", body: said } : {});
  } catch {
    return null;
  }
}

/* The last item is looked at: the answer is the page of the sample. What failed is loaded as it would be without us. */
function go(answer: Response | null, said: FormData | null): Laid {
  if (!answer?.ok || !said) return "elsewhere";
  location.assign(answer.url);
  return "same picture";
}

/* The still picture leaves the deep one, so that it is not thrown away with it. */
function layLeaf(fresh: Document): void {
  const old = document.getElementById("leaf");
  const next = fresh.getElementById("leaf");
  const stage = document.getElementById("stage");
  if (!old || !next || !stage) return;
  old.remove();
  stage.prepend(document.adoptNode(next));
  stage.classList.remove("live");
}

/* What the page would have said at its top, or why it refused. */
function tell(words: Element | null, bad: boolean): void {
  const place = document.getElementById("bench-told");
  if (!place) return;
  place.textContent = words?.textContent?.trim() ?? "";
  place.classList.toggle("bad", bad);
}
