// Everything on the phone is sealed with a random key, which the PIN's key seals; docs/decisions/0009-field-app.md says why.
import * as store from './store.js';

const encoder = new TextEncoder(), decoder = new TextDecoder();
/** OWASP's 2023 figure for PBKDF2 with SHA-256. */
const iterations = 600_000;
/** Wrong PINs: the first three cost nothing, then it waits longer each time, and after ten the key is gone. */
export const mostFailures = 10;
const waits = [0, 0, 0, 15, 30, 60, 120, 300, 600, 900];

const aes = 'AES-GCM';
const random = length => crypto.getRandomValues(new Uint8Array(length));
const join = (...parts) => {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
    return whole;
};
export const base64 = bytes => {
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
};
const bytesOf = text => Uint8Array.from(atob(text), sign => sign.charCodeAt(0));

async function seal(key, place, bytes) {
    const iv = random(12);
    return join(iv, new Uint8Array(await crypto.subtle.encrypt({ name: aes, iv, additionalData: encoder.encode(place) }, key, bytes)));
}

async function unseal(key, place, sealed) {
    const options = { name: aes, iv: sealed.subarray(0, 12), additionalData: encoder.encode(place) };
    return new Uint8Array(await crypto.subtle.decrypt(options, key, sealed.subarray(12)));
}

const keyOf = bytes => crypto.subtle.importKey('raw', bytes, aes, false, ['encrypt', 'decrypt']);

async function pinKey(pin, salt, rounds) {
    const base = await crypto.subtle.importKey('raw', encoder.encode(pin), 'PBKDF2', false, ['deriveKey']);
    return crypto.subtle.deriveKey(
        { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds }, base, { name: aes, length: 256 }, false,
        ['encrypt', 'decrypt']);
}

/** True for a PIN that is worth its name: six digits or more, not all the same, not in a row. */
export function isPIN(pin) {
    if (!/^\d{6,12}$/.test(pin)) return false;
    const steps = new Set([...pin].slice(1).map((sign, at) => (Number(sign) - Number(pin[at]) + 10) % 10));
    return steps.size > 1 || ![0, 1, 9].includes([...steps][0]);
}

let usersBase;
const users = async () => usersBase ??= await store.openUsers();

/** Who has a vault on this phone: `{ user, name, device, failures, … }`. */
export const list = async () => (await store.all(await users(), 'users')).sort((a, b) => a.name.localeCompare(b.name));

export class Vault {
    #key; #base;
    user; device; name; standing;

    /** Makes a vault of what the register told at the enrolment. Each enrolment has its own, so that no other is ever lost. */
    static async make(enrolment, pin) {
        const raw = random(32), salt = random(16);
        const place = `key|${enrolment.device}`;
        const record = {
            user: enrolment.user, name: enrolment.name, device: enrolment.device, salt, iterations, failures: 0, tried: 0,
            byPIN: await seal(await pinKey(pin, salt, iterations), place, raw),
            // Only the register can make this key again: with it what waits can be saved when the PIN is forgotten.
            byRegister: await seal(await keyOf(bytesOf(enrolment.recovery)), place, raw),
        };
        await store.write(await users(), [{ store: 'users', value: record }]);
        const vault = await Vault.#with(record, raw);
        await vault.write([{ store: 'kept', id: 'account', value: { token: enrolment.token, offset: enrolment.now - Date.now() } }]);
        return vault;
    }

    static async #with(record, raw) {
        const vault = new Vault();
        Object.assign(vault, { user: record.user, device: record.device, name: record.name });
        vault.#key = await keyOf(raw);
        raw.fill(0);
        vault.#base = await store.openVault(record.device);
        return vault;
    }

    /** Seconds to wait before another PIN may be tried. A clock that was put back doesn't shorten it. */
    static waitOf(record, now = Date.now()) {
        const wait = waits[Math.min(record.failures, waits.length - 1)] * 1000;
        return Math.ceil(Math.max(0, Math.min(wait, record.tried + wait - now)) / 1000);
    }

    /** The open vault, or what is wrong: `{ wait }`, `{ left }`, `{ gone: true }`. */
    static async unlock(device, pin) {
        const record = await store.get(await users(), 'users', device);
        if (!record.byPIN) return { gone: true };
        const wait = Vault.waitOf(record);
        if (wait > 0) return { wait };
        // Counted before it is tried: switching the phone off wins nothing.
        const tried = { ...record, failures: record.failures + 1, tried: Date.now() };
        await store.write(await users(), [{ store: 'users', value: tried }]);
        let raw;
        try {
            raw = await unseal(await pinKey(pin, record.salt, record.iterations), `key|${record.device}`, record.byPIN);
        } catch {
            if (tried.failures < mostFailures) return { left: mostFailures - tried.failures };
            await store.write(await users(), [{ store: 'users', value: { ...tried, byPIN: null } }]);
            return { gone: true };
        }
        await store.write(await users(), [{ store: 'users', value: { ...record, failures: 0, tried: 0 } }]);
        return { vault: await Vault.#with(record, raw) };
    }

    /** Writes all or nothing, sealed: `[{ store, id, value }]`, `bytes` instead of a value, or `remove: true`. */
    async write(changes) {
        const sealed = await Promise.all(changes.map(async ({ store, id, value, bytes, remove }) => remove
            ? { store, remove: id }
            : { store, value: { id, sealed: await seal(this.#key, `${store}|${id}`, bytes ?? encoder.encode(JSON.stringify(value))) } }));
        await store.write(this.#base, sealed);
    }

    async bytes(name, id) {
        const record = await store.get(this.#base, name, id);
        return record && unseal(this.#key, `${name}|${id}`, record.sealed);
    }

    async get(name, id) {
        const bytes = await this.bytes(name, id);
        return bytes && JSON.parse(decoder.decode(bytes));
    }

    async all(name) {
        const records = await store.all(this.#base, name);
        return Promise.all(records.map(async record =>
            JSON.parse(decoder.decode(await unseal(this.#key, `${name}|${record.id}`, record.sealed)))));
    }

    close() { this.#base.close(); }
}

/** What waits on the phone as a file that only the register opens; it needs no PIN. */
export async function backup(device) {
    const record = await store.get(await users(), 'users', device), base = await store.openVault(device);
    const parts = async name => (await store.all(base, name)).map(({ id, sealed }) => ({ id, sealed: base64(sealed) }));
    const file = {
        format: 'shramik-field-1', device: record.device, key: base64(record.byRegister), items: await parts('queue'),
        photos: await parts('photos'),
    };
    base.close();
    return new Blob([JSON.stringify(file)], { type: 'application/json' });
}

/** How many lines of a queue there are, without a PIN. */
export async function queued(device) {
    const base = await store.openVault(device), found = (await store.keys(base, 'queue')).length;
    base.close();
    return found;
}

/** Forgets an enrolment with everything of it; others stay. */
export async function remove(device) {
    await store.destroy(device);
    await store.write(await users(), [{ store: 'users', remove: device }]);
}
