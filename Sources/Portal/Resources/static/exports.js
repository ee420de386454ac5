// Loads the list again while something is being made; without this file the link below it does the same.
const live = () => document.querySelector("[data-live=exports]");

const look = async () => {
  if (!live()?.hasAttribute("data-open")) return;
  const answer = await fetch("/exports").catch(() => null);
  if (answer?.ok && !answer.redirected) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-live=exports]");
    // Whoever is just using the list by keyboard keeps the place.
    if (fresh && !live().contains(document.activeElement)) live().replaceWith(fresh);
  }
  setTimeout(look, 2000);
};

setTimeout(look, 2000);
