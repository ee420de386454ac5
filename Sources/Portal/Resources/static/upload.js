// Sends a list in pieces, so that a lost line costs a piece and not the list; without this file the form sends it whole.
const least = 64 << 10;
const most = 4 << 20;

const form = document.querySelector("[data-upload]");
const told = document.querySelector("[data-upload-state]");
if (form && told) form.addEventListener("submit", begin);

async function begin(event) {
  const file = form.elements.file.files[0];
  if (!file) return;
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  told.hidden = false;
  const bar = told.querySelector("progress");
  const words = told.querySelector("span");
  bar.max = file.size;
  try {
    const path = form.dataset.upload || await announce(file);
    if (path) await send(path, file, (received) => {
      bar.value = received;
      words.textContent = told.dataset.words.replace("%1", group(received >> 10)).replace("%2", group(file.size >> 10));
    }, (waits) => { words.textContent = waits ? told.dataset.lost : words.textContent; });
  } finally {
    button.disabled = false;
  }
}

// Tells the server what will come; where it refuses, its own page says why.
async function announce(file) {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (name !== "file") fields.set(name, value);
  fields.set("size", file.size);
  const answer = await fetch(form.action, { method: "POST", body: fields });
  if (answer.ok && answer.redirected) return new URL(answer.url).pathname;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const main = page.querySelector("main");
  if (main) {
    document.querySelector("main").replaceWith(main);
    main.querySelector("[role=alert] a, h1")?.focus();
  }
  return null;
}

async function send(path, file, show, wait) {
  let offset = await received(path, wait);
  let size = least * 4;
  for (let pause = 1; offset < file.size;) {
    show(offset);
    const piece = file.slice(offset, offset + size);
    const answer = await fetch(`${path}/pieces?offset=${offset}`, {
      method: "POST", body: piece,
      headers: { "X-CSRF-Token": form.elements.csrf.value, "Content-Type": "application/octet-stream" },
    }).catch(() => null);
    if (answer?.ok || answer?.status === 409) {
      // Where the server is, counts: it may have taken a piece whose answer was lost.
      const state = await answer.json().catch(() => null);
      if (state?.status && state.status !== "receiving") break;
      offset = state?.received ?? offset;
      size = Math.min(most, size * 2);
      pause = 1;
    } else if (answer && answer.status < 500 && answer.status !== 429) {
      break;
    } else {
      wait(true);
      await new Promise((done) => setTimeout(done, pause * 1000));
      pause = Math.min(30, pause * 2);
      size = Math.max(least, size / 4);
      offset = await received(path, wait);
    }
  }
  location.assign(path);
}

async function received(path, wait) {
  for (let pause = 1; ; pause = Math.min(30, pause * 2)) {
    const answer = await fetch(`${path}/received`).catch(() => null);
    if (answer?.ok) return (await answer.json()).received;
    wait(true);
    await new Promise((done) => setTimeout(done, pause * 1000));
  }
}

// 12,34,567 as on every page.
function group(number) { return number.toLocaleString("en-IN"); }
