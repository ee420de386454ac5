// A choice of places becomes a box to type into; without this file the choice itself works, level by level.

const wait = 120;

for (const select of document.querySelectorAll("select[data-places]")) enhance(select);

function enhance(select) {
  const box = document.createElement("input");
  const list = document.createElement("ul");
  const status = document.createElement("span");
  box.type = "text";
  box.autocomplete = "off";
  box.placeholder = select.dataset.places;
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-label", select.labels[0].textContent + ": " + select.dataset.places);
  box.setAttribute("aria-expanded", "false");
  box.setAttribute("aria-autocomplete", "list");
  list.className = "suggestions";
  list.id = select.id + "-suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", select.dataset.places);
  list.hidden = true;
  box.setAttribute("aria-controls", list.id);
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  select.before(box, list, status);

  let current = -1;
  let timer;
  let asked = 0;

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, wait);
  });

  box.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") mark(current + 1);
    else if (event.key === "ArrowUp") mark(current - 1);
    else if (event.key === "Enter" && current >= 0) take(list.children[current]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });

  box.addEventListener("blur", () => setTimeout(close, 200));

  async function ask() {
    const text = box.value.trim();
    if (text.length < 2) return close();
    const turn = ++asked;
    const answer = await fetch("/places?q=" + encodeURIComponent(text));
    // An answer that a later one has overtaken is of no use.
    if (!answer.ok || turn !== asked) return;
    show(await answer.json());
  }

  function show(places) {
    list.replaceChildren(...places.map((place, index) => {
      const item = document.createElement("li");
      item.id = list.id + "-" + index;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.textContent = place.path ? place.name + ", " + place.path : place.name;
      item.dataset.id = place.id;
      item.addEventListener("mousedown", () => take(item));
      return item;
    }));
    list.hidden = places.length === 0;
    box.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = select.dataset.found.replace("%1", places.length);
    current = -1;
    box.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    const items = [...list.children];
    current = Math.max(0, Math.min(items.length - 1, index));
    items.forEach((item, place) => item.setAttribute("aria-selected", String(place === current)));
    box.setAttribute("aria-activedescendant", items[current].id);
    items[current].scrollIntoView({ block: "nearest" });
  }

  function take(item) {
    const option = [...select.options].find((known) => known.value === item.dataset.id)
      ?? select.appendChild(new Option(item.textContent, item.dataset.id));
    option.selected = true;
    box.value = item.textContent;
    close();
  }

  function close() {
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    current = -1;
  }
}
