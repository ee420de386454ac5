// What waits, what became of it, and how the phone stands.
import { ago, count, h, isSaid, language, languages, say, size, span, speak, t, time } from './dom.js';
import { removal, sealed } from './door.js';
import { named } from './list.js';
import { version } from './sync.js';

const kinds = { waiting: 'warn', sending: 'warn', stored: 'good', conflict: 'warn', refused: 'bad' };

export function queueScreen(app) {
    const { work } = app;
    let shown = 200;
    const drawn = () => {
        const items = [...work.queue.values()].sort((a, b) => (a.state === 'stored') - (b.state === 'stored') || (a.id < b.id ? 1 : -1));
        const waiting = work.unsynced.length;
        app.draw(t('queue'),
            h('p', { class: `notice ${waiting ? 'warn' : 'good'}`, 'data-waiting': waiting }, waiting ? t('waiting', count(waiting)) : t('allStored')),
            work.account.syncedAt ? h('p', { class: 'hint' }, t('lastSync', time(work.account.syncedAt))) : '',
            work.standing !== 'enrolled' ? h('p', { class: 'notice bad' }, t('revoked')) : work.line === 'offline' ? h('p', { class: 'notice' }, t('offline')) : '',
            work.fault ? h('p', { class: 'notice bad' }, work.fault.name === 'QuotaExceededError' ? t('storageShort') : t('fault', work.fault.name)) : '',
            h('button', { class: 'primary', disabled: work.line === 'sending', onclick: () => app.line.sync() }, work.line === 'sending' ? t('sending') : t('sendNow')),
            h('ul', { class: 'rows' }, items.slice(0, shown).map(item => line(app, item))),
            items.length > shown ? h('button', { onclick: () => { shown += 200; drawn(); } }, t('more')) : '',
            waiting ? sealed(work.vault.device, app) : '');
    };
    app.live = drawn;
    drawn();
}

function line(app, item) {
    const title = item.kind === 'application' ? t('application') : t('visit');
    const why = item.state === 'refused' ? [isSaid(`problem.${item.problem}`) ? say(`problem.${item.problem}`) : item.problem,
        ...item.fields.map(({ name, reason }) => `${isSaid(`person.${name}`) ? say(`person.${name}`) : name}: ${isSaid(`field.${reason}`) ? say(`field.${reason}`) : reason}`)] : [];
    return h('li', { class: 'row', 'data-state': item.state, 'data-id': item.id },
        h('b', {}, item.kind === 'visit' && item.body ? `${t(`outcome.${item.body.outcome}`)}: ` : `${title}: `, named(item.label ?? '–')),
        h('span', { class: 'hint' }, time(item.at), item.number ? `, ${item.number}` : ''),
        h('span', { class: `badge ${kinds[item.state]}` }, t(`state.${item.state}`)),
        why.map(text => h('p', { class: 'message' }, text)),
        item.state === 'refused' ? [
            item.kind === 'application' ? h('a', { class: 'button', href: `#form/${item.id}` }, t('mend'))
                : h('button', { onclick: () => app.guard(() => app.work.update(item, { state: 'waiting' })) }, t('sendNow')),
            discarding(app, item)] : '');
}

function discarding(app, item) {
    const sure = h('div', { hidden: true }, h('p', {}, t('discardSure')),
        h('button', { class: 'danger', onclick: () => app.guard(() => app.work.discard(item)) }, t('yes')),
        h('button', { onclick: () => { sure.hidden = true; } }, t('no')));
    return [h('button', { class: 'danger', onclick: () => { sure.hidden = false; } }, t('discard')), sure];
}

export async function moreScreen(app) {
    const { work, shown } = app;
    work.settings ??= await work.vault.get('kept', 'settings') ?? {};
    const { usage = 0, quota = 0 } = await navigator.storage?.estimate?.() ?? {}, free = quota - usage;
    const persisted = await navigator.storage?.persisted?.() ?? false, wrong = Math.abs(work.account.offset);
    if (app.shown !== shown) return;
    app.draw(t('more'),
        h('p', {}, work.vault.name),
        app.hasUpdate ? h('div', { class: 'card' }, h('p', {}, t('newVersion')), h('button', { class: 'primary', onclick: () => app.worker?.waiting?.postMessage('update') }, t('update'))) : '',
        wrong > 300_000 ? h('p', { class: 'notice warn' }, t('clockWrong', span(wrong))) : '',
        h('p', { class: free < 50e6 ? 'notice warn' : '' }, free < 50e6 ? t('storageShort') : t('storage', size(free))),
        h('p', { class: 'hint' }, persisted ? t('persisted') : t('notPersisted')),
        work.area.at ? h('p', { class: 'hint' }, t('downloaded', count(work.people.size), ago(work.now() - work.area.at), size(usage))) : '',
        h('div', { class: 'field' }, h('label', { for: 'language' }, t('language')), h('select', { id: 'language', onchange: async event => {
            await speak(event.target.value);
            try { localStorage.setItem('chosen', 'yes'); } catch { /* private window */ }
            app.show();
        } }, Object.entries(languages).map(([code, name]) => h('option', { value: code, lang: code, selected: code === language }, name)))),
        h('label', { class: 'choice' }, h('input', { type: 'checkbox', checked: Boolean(work.settings.position), onchange: event =>
            app.guard(() => work.keep('settings', { ...work.settings, position: event.target.checked })) }), h('span', {}, t('position'))),
        h('button', { onclick: () => app.lock() }, t('lock')),
        work.unsynced.length ? sealed(work.vault.device, app) : '',
        removal(app, { device: work.vault.device }, work.unsynced.length),
        h('p', { class: 'hint' }, t('version', version)));
}
