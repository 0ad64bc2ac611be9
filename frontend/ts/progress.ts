/* The line on the first page that says how far the reading machine is. */
const PAUSE = 4000;

interface Progress {
  readable: number;
  pages: number;
  waiting: number;
}

export function progress(): void {
  const line = document.querySelector<HTMLElement>("[data-progress]");
  const address = line?.dataset["progress"];
  if (line && address) void follow(line, address);
}

async function follow(line: HTMLElement, address: string): Promise<void> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    if (document.hidden) continue;
    const now = await ask(address);
    if (now) show(line, now);
    if (now?.waiting === 0) return;
  }
}

async function ask(address: string): Promise<Progress | null> {
  try {
    const answer = await fetch(address);
    return answer.ok ? ((await answer.json()) as Progress) : null;
  } catch {
    return null; // the server is being restarted: ask again
  }
}

function show(line: HTMLElement, now: Progress): void {
  const bar = line.querySelector("progress");
  if (bar) {
    bar.max = now.pages;
    bar.value = now.readable;
  }
  const left = line.querySelector("b");
  if (left) left.textContent = now.waiting.toLocaleString("en");
  const readable = document.querySelector("[data-readable]");
  if (readable) readable.textContent = now.readable.toLocaleString("en");
  line.hidden = now.waiting === 0;
}
