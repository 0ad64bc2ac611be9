/* Every page: what script adds to pages that read without it. */
import { copyButtons } from "./copy";
import { histogram } from "./histogram";
import { progress } from "./progress";
import { suggest } from "./suggest";
import { themeToggle } from "./theme";
import { tree } from "./tree";

document.documentElement.classList.add("js");
themeToggle();
copyButtons();
histogram();
progress();
suggest();
tree();

/* A choice of order takes effect at once; without script there is a button beside it. */
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-submit-on-change]")) {
  form.addEventListener("change", () => form.submit());
}
