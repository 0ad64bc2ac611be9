/* "Copy": the text of the element that a button names, with a word to say that it was done. */
export function copyButtons(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[data-copy]");
    const text = button && document.getElementById(button.dataset["copy"] ?? "")?.textContent?.trim();
    if (!button || !text) return;
    void copied(text).then((done) => {
      if (done) say(button, button.dataset["done"] ?? "");
    });
  });
}

/* The clipboard needs a secure page; an archive's own network often has none, so the old way stays as a second one. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return bySelection(text);
  }
}

function bySelection(text: string): boolean {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "sr";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}

function say(button: HTMLButtonElement, word: string): void {
  const before = button.textContent;
  button.textContent = word;
  setTimeout(() => (button.textContent = before), 2000);
}
