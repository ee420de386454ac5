// Shows how far a linkage is while it runs; without this file the page loads itself again.
const live = () => document.querySelector("[data-live=linkage]");

const look = async () => {
  const answer = await fetch(location.pathname).catch(() => null);
  if (answer?.ok && !answer.redirected) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-live=linkage]");
    // When it is done, the whole page is another.
    if (fresh && !fresh.hasAttribute("data-open")) return location.reload();
    // Whoever is just about to stop it by keyboard keeps the place.
    if (fresh && !live().contains(document.activeElement)) live().replaceWith(fresh);
  }
  setTimeout(look, 2000);
};

if (live()?.hasAttribute("data-open")) setTimeout(look, 2000);
