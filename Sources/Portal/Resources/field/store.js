// IndexedDB, as promises; one data base for the enrolments on the phone, and one for each of them.

const stores = ['people', 'members', 'queue', 'photos', 'drafts', 'kept'];

function open(name, make) {
    return new Promise((resolve, reject) => {
        const request = indexedDB.open(name, 1);
        request.onupgradeneeded = () => make(request.result);
        request.onsuccess = () => {
            // Another tab that removes this enrolment must not wait for this one.
            request.result.onversionchange = () => request.result.close();
            resolve(request.result);
        };
        request.onerror = () => reject(request.error);
    });
}

export const openUsers = () => open('shramik-field', db => db.createObjectStore('users', { keyPath: 'device' }));
export const openVault = device => open(`shramik-field-${device}`, db => {
    for (const store of stores) db.createObjectStore(store, { keyPath: 'id' });
});

const asked = request => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
});

export const all = (db, store) => asked(db.transaction(store).objectStore(store).getAll());
export const get = (db, store, key) => asked(db.transaction(store).objectStore(store).get(key));
export const keys = (db, store) => asked(db.transaction(store).objectStore(store).getAllKeys());

/** Writes all or nothing: `[{ store, value }, { store, remove: key }]`; resolves when it is on the disk. */
export function write(db, changes) {
    if (!changes.length) return Promise.resolve();
    return new Promise((resolve, reject) => {
        const transaction = db.transaction([...new Set(changes.map(change => change.store))], 'readwrite', { durability: 'strict' });
        transaction.oncomplete = () => resolve();
        transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new DOMException('', 'QuotaExceededError'));
        for (const { store, value, remove } of changes) {
            if (remove !== undefined) transaction.objectStore(store).delete(remove);
            else transaction.objectStore(store).put(value);
        }
    });
}

/** Removes an enrolment's data base whole. */
export const destroy = device => asked(indexedDB.deleteDatabase(`shramik-field-${device}`));
