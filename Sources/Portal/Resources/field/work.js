// What an enumerator has on the phone, opened: the people of the area, and the queue of what the register lacks.
import { digits, isoDay } from './dom.js';
import { sounds, tokens } from './sounds.js';

/** Lines of what was stored stay to be seen for so long; their content goes at once. */
const shownFor = 3 * 86_400_000;

export class Work extends EventTarget {
    people = new Map();
    /** Registered workers of their families. */
    members = new Map();
    queue = new Map();
    /** Applications that were begun: `{ id, report, person, label, photo }`. */
    drafts = new Map();
    lists = { places: [], categories: [], schemes: [] };
    area = { mark: '', area: '', at: 0, count: 0, drives: [] };
    account = { token: '', offset: 0, syncedAt: 0 };
    /** enrolled, revoked or wipe, as the register last said. */
    standing = 'enrolled';
    /** idle, sending or offline. */
    line = 'idle';
    #lastTime = 0;
    #heard = new Map();

    constructor(vault) {
        super();
        this.vault = vault;
    }

    async load() {
        const [people, queue, members, drafts] = await Promise.all(['people', 'queue', 'members', 'drafts'].map(store => this.vault.all(store)));
        for (const draft of drafts) this.drafts.set(draft.id, draft);
        for (const name of ['lists', 'area', 'account']) this[name] = await this.vault.get('kept', name) ?? this[name];
        for (const person of people) this.people.set(person.id, person);
        for (const member of members) this.members.set(member.id, member);
        for (const item of queue.sort((a, b) => a.id < b.id ? -1 : 1)) this.queue.set(item.id, item);
        this.#lastTime = Math.max(0, ...queue.map(item => parseInt(item.id.replace('-', '').slice(0, 12), 16)));
        const old = queue.filter(item => item.state === 'stored' && item.at < this.now() - shownFor);
        await this.vault.write(old.map(item => ({ store: 'queue', id: item.id, remove: true })));
        for (const item of old) this.queue.delete(item.id);
    }

    changed() { this.dispatchEvent(new Event('change')); }

    /** The register's time, as far as the phone knows it. */
    now() { return Date.now() + this.account.offset; }
    today(later = 0) { return isoDay(this.now(), later); }

    /** A UUIDv7. Ids grow with every record, also when somebody puts the clock back: the queue is sent in their order. */
    newID() {
        this.#lastTime = Math.max(this.now(), this.#lastTime + 1);
        const bytes = crypto.getRandomValues(new Uint8Array(16));
        for (let place = 0; place < 6; place++) bytes[place] = Math.floor(this.#lastTime / 2 ** (40 - 8 * place)) % 256;
        bytes[6] = bytes[6] & 0x0F | 0x70;
        bytes[8] = bytes[8] & 0x3F | 0x80;
        const text = [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
        return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-');
    }

    /** Records that the register doesn't have, refused ones with them. */
    get unsynced() { return [...this.queue.values()].filter(item => !['stored', 'conflict'].includes(item.state)); }

    async keep(name, value) {
        await this.vault.write([{ store: 'kept', id: name, value }]);
        this[name] = value;
    }

    /** Keeps a begun application; `photo` is its picture where that is new. */
    async keepDraft(draft, photo) {
        const next = photo ? { ...draft, photo: draft.photo ?? this.newID() } : draft;
        await this.vault.write([{ store: 'drafts', id: next.id, value: next }, ...photo ? [{ store: 'photos', id: next.photo, bytes: photo }] : []]);
        this.drafts.set(next.id, next);
        return next;
    }

    /** The drive of a person's list, or the one that runs. */
    drive(person) {
        const today = this.today();
        return this.area.drives.find(drive => person && drive.list === person.list)
            ?? this.area.drives.find(drive => drive.firstDay <= today && today <= drive.lastDay) ?? this.area.drives[0];
    }

    placeName(id, language) {
        const place = this.lists.places.find(place => place.id === id);
        return place ? place.names[language] ?? place.names.en : '';
    }

    /**
     * Records of one visit, all or nothing, before anything is said to be saved: `items` for the queue, `photos` as
     * `{ id, bytes }`; the draft that they came of goes in the same moment. Throws when the phone is full; then nothing has changed.
     */
    async record(items, photos = [], draft) {
        const people = items.filter(item => item.kind === 'visit' && this.people.has(item.body.leftOut))
            .map(item => visited(this.people.get(item.body.leftOut), item.body));
        await this.vault.write([
            ...items.map(item => ({ store: 'queue', id: item.id, value: item })),
            ...photos.map(photo => ({ store: 'photos', id: photo.id, bytes: photo.bytes })),
            ...people.map(person => ({ store: 'people', id: person.id, value: person })),
            ...draft ? [{ store: 'drafts', id: draft.id, remove: true }] : [],
            ...draft?.photo ? [{ store: 'photos', id: draft.photo, remove: true }] : [],
        ]);
        if (draft) this.drafts.delete(draft.id);
        for (const item of items) this.queue.set(item.id, item);
        for (const person of people) this.people.set(person.id, person);
        this.changed();
    }

    /** A line of the queue, not kept yet. */
    item(kind, body, more) {
        return { id: body.id, kind, body, state: 'waiting', at: this.now(), clock: Date.now(), since: this.account.syncedAt, ...more };
    }

    /** Changes a line; what the register has loses its content here. */
    async update(item, change) {
        const next = { ...item, ...change }, changes = [];
        if (['stored', 'conflict'].includes(next.state)) {
            if (next.photo) changes.push({ store: 'photos', id: next.photo, remove: true });
            delete next.body;
            next.at = this.now();
        }
        changes.push({ store: 'queue', id: next.id, value: next });
        await this.vault.write(changes);
        this.queue.set(next.id, next);
        this.changed();
        return next;
    }

    async discard(item) {
        const changes = [{ store: 'queue', id: item.id, remove: true }];
        if (item.photo) changes.push({ store: 'photos', id: item.photo, remove: true });
        await this.vault.write(changes);
        this.queue.delete(item.id);
        this.changed();
    }

    /** Takes over a page of the area; what waits here still counts on top of it. */
    async take(page) {
        const people = page.people.map(person => {
            const waiting = this.unsynced.filter(item => item.kind === 'visit' && item.body.leftOut === person.id);
            return waiting.reduce((person, item) => visited(person, item.body), person);
        });
        const area = {
            ...this.area, mark: page.mark, area: page.area, drives: page.drives, whole: page.isLast,
            count: page.count ?? this.area.count, at: page.isLast ? page.now : this.area.at,
        };
        const gone = page.restarted ? [...this.people.keys()] : [], left = page.restarted ? [...this.members.keys()] : [];
        await this.vault.write([
            ...gone.map(id => ({ store: 'people', id, remove: true })),
            ...left.map(id => ({ store: 'members', id, remove: true })),
            ...page.members.map(member => ({ store: 'members', id: member.id, value: member })),
            ...people.map(person => ({ store: 'people', id: person.id, value: person })),
            { store: 'kept', id: 'area', value: area },
        ]);
        for (const id of gone) this.people.delete(id);
        for (const id of left) this.members.delete(id);
        for (const member of page.members) this.members.set(member.id, member);
        for (const person of people) {
            this.people.set(person.id, person);
            this.#heard.delete(person.id);
        }
        this.area = area;
        this.changed();
    }

    /** People whose name sounds like the words, in any script, or who bear the number; the nearest spelling first. */
    search(text) {
        const number = digits(text).replace(/\D/g, '');
        if (number.length >= 4) {
            return [...this.people.values()].filter(({ person }) =>
                ['mobile', 'alternateMobile', 'familyNumber', 'memberNumber', 'epic', 'rationCard', 'uan']
                    .some(field => (person[field] ?? '').replace(/\D/g, '').includes(number)));
        }
        const wanted = sounds(text), typed = tokens(text);
        if (!wanted.length) return [];
        const found = [];
        for (const person of this.people.values()) {
            const names = this.#hear(person);
            const variants = names.filter(name => wanted.every(sound => name.sounds.has(sound)));
            if (!variants.length) continue;
            const same = Math.max(...variants.map(name => typed.filter(token => name.tokens.has(token)).length));
            found.push({ person, rank: same - Math.min(...variants.map(name => name.tokens.size)) / 100 });
        }
        return found.sort((a, b) => b.rank - a.rank).map(({ person }) => person);
    }

    #hear(person) {
        let heard = this.#heard.get(person.id);
        if (!heard) {
            heard = [person.person.name, person.person.localName].filter(Boolean)
                .map(name => ({ sounds: new Set(sounds(name)), tokens: new Set(tokens(name)) }));
            this.#heard.set(person.id, heard);
        }
        return heard;
    }

    /** Everybody of the list with the same family number. */
    family(person) {
        return person.family ? [...this.people.values()].filter(other => other.family === person.family && other.id !== person.id) : [];
    }

    /** Who is registered of the same family. */
    household(person) {
        return person.family ? [...this.members.values()].filter(member => member.family === person.family && member.id !== person.worker) : [];
    }

    /** People to go to again today or before, the longest due first. */
    due() {
        const today = this.today();
        return [...this.people.values()].filter(person => person.nextOn && person.nextOn <= today && !isDone(person))
            .sort((a, b) => a.nextOn < b.nextOn ? -1 : 1);
    }
}

/** True where nobody has to go any more. */
export const isDone = person => Boolean(person.worker)
    || ['registered', 'moved', 'deceased', 'refused', 'notMigrant', 'ineligible'].includes(person.outcome)
    || person.outcome === 'found' && !person.nextOn;

/** The person as a visit leaves them. */
const visited = (person, report) => ({
    ...person, outcome: report.outcome, visit: report.id, nextOn: report.nextOn, application: report.application ?? person.application,
});
