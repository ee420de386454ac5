// Keeps the app on the phone, whole: a new version is taken only with all its files, and used when nobody is in the middle of
// something or when it is asked for. What the phone recorded lies elsewhere and isn't touched.
const version = '@VERSION@', cacheName = `field-${version}`;
const files = ["@FILES@"];

addEventListener('install', event => event.waitUntil((async () => {
    const cache = await caches.open(cacheName);
    await cache.addAll(['/field', ...files].map(file => new Request(file, { cache: 'no-cache' })));
})()));

addEventListener('activate', event => event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith('field-') && name !== cacheName) await caches.delete(name);
    await clients.claim();
})()));

addEventListener('message', event => { if (event.data === 'update') skipWaiting(); });

addEventListener('fetch', event => {
    const { pathname, origin } = new URL(event.request.url);
    if (event.request.method !== 'GET' || origin !== location.origin || pathname.startsWith('/field/api/')) return;
    const page = event.request.mode === 'navigate' && (pathname === '/field' || pathname === '/field/');
    if (!page && !pathname.startsWith('/field/')) return;
    event.respondWith((async () => {
        const cache = await caches.open(cacheName);
        return await cache.match(page ? '/field' : pathname) ?? fetch(event.request);
    })());
});
