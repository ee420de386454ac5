// Where the app begins: the door, then the screens, each named by what stands behind the # of the address.
import { count, h, language, speak, t } from './dom.js';
import { door } from './door.js';
import { formScreen } from './form.js';
import { listScreen, personScreen, searchScreen, familyScreen } from './list.js';
import { moreScreen, queueScreen } from './queue.js';
import { Line } from './sync.js';
import { slipScreen, visitScreen } from './visit.js';
import { Work } from './work.js';

const main = document.querySelector('#main'), head = document.querySelector('#head'), nav = document.querySelector('#nav');
const said = document.querySelector('#said');
/** After so long without a touch the app locks itself. */
const patience = 10 * 60_000;

const screens = {
    list: listScreen, search: searchScreen, person: personScreen, family: familyScreen, visit: visitScreen, form: formScreen,
    slip: slipScreen, queue: queueScreen, more: moreScreen,
};
const tabs = [
    ['list', 'M4 6h16M4 12h16M4 18h10'], ['search', 'M10 4a6 6 0 1 0 0 12 6 6 0 0 0 0-12M15 15l5 5'],
    ['queue', 'M12 15V4M7 9l5-5 5 5M5 20h14'], ['more', 'M5 12h.01M12 12h.01M19 12h.01'],
];

const app = {
    work: undefined, line: undefined, worker: undefined, hasUpdate: false,
    /** Which showing of a screen this is: a screen that waits for something compares it, so as not to cover the next one. */
    shown: 0,

    /** Says something for some seconds, to readers of the screen too. */
    say(text) {
        said.textContent = text;
        clearTimeout(this.saying);
        this.saying = setTimeout(() => { said.textContent = ''; }, 5000);
    },

    /** Does something that may fail on a full phone: nothing is lost then, and it is said. */
    async guard(task) {
        try { return await task(); } catch (error) {
            const full = error?.name === 'QuotaExceededError';
            if (!full) console.error(error?.name);
            this.alert(full ? t('storageFull') : t('fault', error?.name ?? ''));
            return undefined;
        }
    },

    alert(text) {
        main.querySelector('.alert')?.remove();
        main.prepend(h('p', { class: 'notice bad alert', role: 'alert' }, text));
        scrollTo(0, 0);
    },

    go(path) {
        if (location.hash === `#${path}`) this.show();
        else location.hash = path;
    },

    draw(title, ...content) {
        drawHead(title);
        main.replaceChildren(...content.flat(9).filter(Boolean));
    },

    async open(vault) {
        const work = this.work = new Work(vault);
        this.draw(t('title'), h('p', { role: 'status' }, t('wait')));
        await work.load();
        this.line = new Line(work);
        work.addEventListener('change', () => this.refresh());
        work.addEventListener('wiped', () => { this.close(); door(this, t('wiped')); });
        navigator.storage?.persist?.();
        if (!screens[location.hash.slice(1).split('/')[0]]) history.replaceState(null, '', '#list');
        this.show();
        this.line.sync();
    },

    close() {
        this.shown++;
        this.line?.close();
        this.work = this.line = undefined;
        nav.hidden = true;
        clearTimeout(this.resting);
    },

    lock() {
        const vault = this.work?.vault;
        this.close();
        vault?.close();
        door(this);
    },

    /** Draws the screen that the address names. */
    async show() {
        if (!this.work) return;
        const [name, ...parts] = location.hash.slice(1).split('/').map(decodeURIComponent);
        this.screen = screens[name] ? name : 'list';
        this.live = undefined;
        const shown = ++this.shown;
        drawNav(this.screen);
        await screens[this.screen](this, ...parts);
        if (this.shown !== shown) return;
        scrollTo(0, 0);
        if (!main.contains(document.activeElement)) main.focus({ preventScroll: true });
    },

    /** Draws again what shows counts and states; a form that is being filled stays as it is. */
    refresh() {
        if (!this.work || this.drawing) return;
        this.drawing = requestAnimationFrame(() => {
            this.drawing = undefined;
            if (!this.work) return;
            drawNav(this.screen);
            drawHead(head.querySelector('h1')?.textContent ?? '');
            this.live?.();
        });
    },

    rest() {
        clearTimeout(this.resting);
        if (this.work) this.resting = setTimeout(() => this.lock(), patience);
    },
};

function drawHead(title) {
    const { work } = app, waiting = work?.unsynced.length ?? 0;
    const inner = work && !tabs.some(([name]) => name === app.screen);
    head.replaceChildren(
        inner ? h('button', { 'aria-label': t('back'), onclick: () => history.back() }, '‹') : '',
        h('h1', {}, title),
        work ? h('a', { class: `line ${waiting ? 'warn' : ''}`, href: '#queue', hidden: app.screen === 'queue' },
            work.line === 'sending' ? t('sending') : waiting ? `${t('state.waiting')}: ${count(waiting)}` : t('state.stored')) : '');
}

function drawNav(current) {
    const waiting = app.work.unsynced.length;
    nav.hidden = false;
    nav.setAttribute('aria-label', t('menu'));
    nav.replaceChildren(...tabs.map(([name, path]) => {
        const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
        icon.setAttribute('viewBox', '0 0 24 24');
        icon.setAttribute('aria-hidden', 'true');
        const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
        line.setAttribute('d', path);
        icon.append(line);
        return h('a', { href: `#${name}`, 'aria-current': name === current ? 'page' : undefined }, icon, t(name),
            name === 'queue' && waiting ? h('span', { class: 'count' }, count(waiting)) : '');
    }));
}

/** The worker that keeps the app's files; a new version waits until it is asked for. */
async function keepFiles() {
    if (!('serviceWorker' in navigator)) return;
    const registration = await navigator.serviceWorker.register('/field/sw.js', { scope: '/field', updateViaCache: 'none' });
    app.worker = registration;
    const offer = () => { if (registration.waiting && navigator.serviceWorker.controller) { app.hasUpdate = true; app.refresh(); } };
    registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', offer));
    offer();
    let used = Boolean(navigator.serviceWorker.controller);
    navigator.serviceWorker.addEventListener('controllerchange', () => {
        if (used) location.reload();
        used = true;
    });
}

for (const event of ['pointerdown', 'keydown']) addEventListener(event, () => app.rest());
addEventListener('hashchange', () => app.show());
addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') app.line?.sync();
});

let wanted = navigator.language.slice(0, 2);
try { wanted = localStorage.getItem('language') ?? wanted; } catch { /* private window */ }
await speak(wanted);
keepFiles().catch(() => {});
await door(app);
