// Walking by keyboard: j and k through the lines of a list or the files of a desk, other letters to what bears them.
// Everything here is a link or a button that works without this script.
const typing = (target) => target.closest("input, select, textarea, [contenteditable]");

const walk = (step) => {
    const lines = [...document.querySelectorAll("[data-line]")];
    if (lines.length === 0) return false;
    const here = lines.indexOf(document.activeElement);
    const line = lines[Math.min(Math.max(here + step, 0), lines.length - 1)];
    for (const row of document.querySelectorAll("tr.current")) row.classList.remove("current");
    line.closest("tr").classList.add("current");
    line.focus();
    return true;
};

document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const key = event.key.toLowerCase();
    if ((key === "j" || key === "k") && walk(key === "j" ? 1 : -1)) {
        event.preventDefault();
        return;
    }
    const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!target) return;
    event.preventDefault();
    if (target.matches("a")) target.click();
    // Decisions are only brought under the finger: Enter takes them.
    else {
        if (target.matches("summary")) target.parentElement.open = true;
        target.focus();
    }
});
