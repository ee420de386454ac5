// Sends the queue in small pieces and loads what changed; every request may be lost, cut off or come twice.
import { remove } from './vault.js';

/** Set by the server when it hands out the app. */
export const version = document.querySelector('meta[name=version]')?.content ?? '';

const most = { bytes: 48_000, items: 20, piece: 16_384 };
const patience = 60_000;

/** The register said no. */
class Refused extends Error {
    constructor(status, problem) {
        super(`refused with ${status}`);
        Object.assign(this, { status, problem: problem?.type?.split(':').at(-1) ?? 'failed', fields: problem?.errors ?? [] });
    }
}

async function ask(path, { token, method = 'GET', json, bytes } = {}) {
    const control = new AbortController(), timer = setTimeout(() => control.abort(), patience);
    try {
        const headers = token ? { authorization: `Bearer ${token}` } : {};
        if (json) headers['content-type'] = 'application/json';
        if (bytes) headers['content-type'] = 'application/octet-stream';
        const answer = await fetch(`/field/api/${path}`, {
            method, headers, body: json ? JSON.stringify(json) : bytes, signal: control.signal, cache: 'no-store',
        });
        const type = answer.headers.get('content-type') ?? '';
        const body = type.includes('json') ? await answer.json() : null;
        // A captive network's own page is no answer of the register.
        if (answer.ok && !body) throw new TypeError('not the register');
        if (!answer.ok) throw new Refused(answer.status, body);
        return body;
    } finally { clearTimeout(timer); }
}

export const enrol = code => ask('enrolment', { method: 'POST', json: { code } });

export class Line {
    #work; #timer; #failures = 0; #running; #said = -1;

    constructor(work) {
        this.#work = work;
        this.wake = () => this.sync();
        addEventListener('online', this.wake);
        work.addEventListener('change', () => { if (work.unsynced.some(isSendable)) this.#later(2000); });
    }

    close() {
        clearTimeout(this.#timer);
        this.#timer = undefined;
        removeEventListener('online', this.wake);
        this.closed = true;
    }

    #later(milliseconds) {
        if (this.closed || this.#timer || this.#running) return;
        this.#timer = setTimeout(() => { this.#timer = undefined; this.sync(); }, milliseconds);
    }

    #ask(path, options) { return ask(path, { token: this.#work.account.token, ...options }); }

    /** Sends and loads; one at a time, also with several tabs. Resolves to true when all went through. */
    sync() {
        if (this.closed) return Promise.resolve(false);
        clearTimeout(this.#timer);
        this.#timer = undefined;
        this.#running ??= navigator.locks.request(`sync ${this.#work.vault.device}`, () => this.#try())
            .finally(() => { this.#running = undefined; this.#plan(); });
        return this.#running;
    }

    // After a failure it waits longer each time, to five minutes, and not all phones at the same moment.
    #plan() {
        if (this.#work.standing !== 'enrolled') return;
        if (this.#failures) this.#later(Math.min(5000 * 2 ** (this.#failures - 1), 300_000) * (0.5 + Math.random()));
        else if (this.#work.unsynced.some(isSendable)) this.#later(2000);
    }

    async #try() {
        const work = this.#work;
        try {
            this.#state('sending');
            await this.#greet();
            await this.#send();
            await this.load();
            if (work.unsynced.length !== this.#said) await this.#greet();
            this.#failures = 0;
            this.#state('idle');
            return true;
        } catch (error) {
            this.#failures += 1;
            for (const item of work.queue.values()) if (item.state === 'sending') work.queue.set(item.id, { ...item, state: 'waiting' });
            if (error instanceof Refused && error.status === 401) await this.#stand().catch(() => {});
            work.fault = error instanceof Refused || error instanceof TypeError || error.name === 'AbortError' ? undefined : error;
            this.#state('offline');
            return false;
        }
    }

    #state(line) {
        this.#work.line = line;
        this.#work.changed();
    }

    async #exchange(items) {
        const work = this.#work, left = work.unsynced.length - items.length, asked = Date.now();
        const answer = await this.#ask('sync', {
            method: 'POST', json: { items, unsynced: left, version, now: asked },
        });
        this.#said = left;
        // Half of the way there and back belongs to the way there.
        await work.keep('account', { ...work.account, offset: answer.now - Math.round((asked + Date.now()) / 2), syncedAt: answer.now });
        return answer;
    }

    /** Says how the phone stands, and learns the time. */
    #greet() { return this.#exchange([]); }

    async #send() {
        const work = this.#work;
        for (const item of work.unsynced.filter(item => isSendable(item) && item.photo && !item.photoSent)) await this.#sendPhoto(item);
        while (true) {
            const batch = [];
            let bytes = 0;
            for (const known of work.unsynced.filter(item => isSendable(item) && (!item.photo || item.photoSent))) {
                const item = await this.#settle(known), length = JSON.stringify(item.body).length;
                if (batch.length && (bytes + length > most.bytes || batch.length === most.items)) break;
                batch.push(item);
                bytes += length;
            }
            if (!batch.length) return;
            for (const item of batch) work.queue.set(item.id, { ...item, state: 'sending' });
            work.changed();
            const answer = await this.#exchange(batch.map(({ id, kind, body }) => ({ id, kind, body })));
            const said = new Map(answer.items.map(line => [line.id, line]));
            for (const item of batch) await this.#note(item, said.get(item.id));
        }
    }

    async #note(item, line) {
        if (!line) return;
        if (line.state === 'refused' && line.fields?.some(field => field.name === 'photo' && field.reason === 'missing')) {
            await this.#work.update(item, { state: 'waiting', photoSent: false });
        } else if (line.state === 'refused') {
            await this.#work.update(item, { state: 'refused', problem: line.problem, fields: line.fields ?? [] });
        } else {
            await this.#work.update(item, { state: line.state === 'conflict' ? 'conflict' : 'stored', number: line.number });
        }
    }

    /**
     * The time of a visit, settled before it is sent for the first time and never changed after: an id has one content.
     * What the clock said holds where it can be true; where it was put right or wrong since, the register's time counts.
     */
    async #settle(item) {
        if (item.kind !== 'visit' || item.settled) return item;
        const { offset, syncedAt } = this.#work.account, slack = 300_000;
        const can = item.body.visited >= item.since - slack && item.body.visited <= syncedAt + slack;
        const made = Math.max(item.since, Math.min(syncedAt, item.clock + offset));
        const body = { ...item.body, visited: can ? item.body.visited : made };
        return this.#work.update(item, { body, settled: true, state: 'waiting' });
    }

    async #sendPhoto(item) {
        const bytes = await this.#work.vault.bytes('photos', item.photo);
        if (!bytes) return this.#work.update(item, { photo: undefined });
        try {
            let { received, whole } = await this.#ask(`photos/${item.photo}`);
            while (!whole) {
                const piece = bytes.subarray(received, received + most.piece);
                const path = `photos/${item.photo}?offset=${received}&size=${bytes.length}`;
                ({ received, whole } = await this.#ask(path, { method: 'PUT', bytes: piece }));
            }
        } catch (error) {
            if (!(error instanceof Refused) || error.status !== 422) throw error;
            await this.#work.update(item, { state: 'refused', problem: 'invalid', fields: error.fields });
            return;
        }
        await this.#work.update(item, { photoSent: true });
    }

    /** Loads what changed in the area, page by page; what came is kept when the line breaks. */
    async load() {
        const work = this.#work;
        if (!work.lists.places.length || !work.area.listedAt || work.now() - work.area.listedAt > 86_400_000) {
            await work.keep('lists', await this.#ask('lists'));
            await work.keep('area', { ...work.area, listedAt: work.now() });
        }
        while (true) {
            const { mark, area } = work.area;
            const page = await this.#ask(`area?${new URLSearchParams({ ...(mark && { after: mark }), ...(area && { area }) })}`);
            await work.take(page);
            if (page.isLast) return;
        }
    }

    /** Asks why it was refused; erases everything where that is wanted, and says so. */
    async #stand() {
        const work = this.#work, { token } = work.account;
        const { standing } = await ask('standing', { method: 'POST', json: { token } });
        work.standing = standing === 'unknown' ? 'revoked' : standing;
        if (standing !== 'wipe') return;
        this.close();
        work.vault.close();
        await remove(work.vault.device);
        await ask('standing', { method: 'POST', json: { token, erased: true } }).catch(() => {});
        work.dispatchEvent(new Event('wiped'));
    }
}

const isSendable = item => item.state === 'waiting' || item.state === 'sending';
