// The panel of a delivery's work asks for itself again while it moves. Without script a reload does the same.
(() => {
  "use strict";

  const EVERY_MS = 2000;
  const panel = document.querySelector("[data-poll]");
  if (!panel) return;
  let begun = null;

  /** Time left at the pace seen so far, in words that the page brought along. */
  function tellTimeLeft() {
    const count = panel.querySelector("[data-done]");
    const place = panel.querySelector("[data-left]");
    if (!count || !place) return;
    const { stage } = count.dataset;
    const done = Number(count.dataset.done);
    const total = Number(count.dataset.total);
    if (!begun || begun.stage !== stage || done < begun.done) begun = { stage, done, at: performance.now() };
    const seconds = (performance.now() - begun.at) / 1000;
    if (done <= begun.done || seconds < 4) return;
    const left = ((total - done) * seconds) / (done - begun.done);
    const words = left < 90 ? place.dataset.seconds : place.dataset.minutes;
    const amount = left < 90 ? Math.max(5, Math.ceil(left / 5) * 5) : Math.round(left / 60);
    place.textContent = place.dataset.left.replace("{n}", words.replace("{n}", String(amount)));
  }

  async function look() {
    const answer = await fetch(panel.dataset.poll, { headers: { "X-Requested-With": "XMLHttpRequest" } });
    if (!answer.ok) return;
    if (answer.headers.get("X-Batch-State") !== panel.dataset.state) {
      window.location.reload(); // findings, counts and buttons are others now
      return;
    }
    const held = panel.contains(document.activeElement);
    if (!held) panel.innerHTML = await answer.text();
    tellTimeLeft();
    if (answer.headers.get("X-Batch-Moving") === "no") return;
    window.setTimeout(look, EVERY_MS);
  }

  tellTimeLeft();
  window.setTimeout(look, EVERY_MS);
})();
